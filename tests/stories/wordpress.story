# A site without a state of its own and its database, configured by a ConfigMap and a Secret, behind an Ingress.
$ kubectl apply -f ../inputs/wordpress.yaml
  secret/maria created
  configmap/wordpress created
  service/maria created
  statefulset.apps/maria created
  deployment.apps/wordpress created
  service/wordpress created
  ingress.networking.k8s.io/wordpress created
+ rest
$ kubectl get pods,ingress
  NAME                             READY   STATUS    RESTARTS   AGE
  pod/maria-0                      1/1     Running   0          14s
  pod/wordpress-76b97f7ff5-mz6jh   1/1     Running   0          14s
  pod/wordpress-76b97f7ff5-pks7s   1/1     Running   0          14s
  
  NAME                                  CLASS   HOSTS               ADDRESS        PORTS   AGE
  ingress.networking.k8s.io/wordpress   nginx   blog.example.test   192.168.0.80   80      14s
$ kubectl exec maria-0 -- mysql -p123 -e "SHOW DATABASES"
  Database
  db
  information_schema
  mysql
  performance_schema
  sys
$ kubectl exec maria-0 -- mysql -p123 db -e "CREATE TABLE posts (id INT PRIMARY KEY AUTO_INCREMENT, title VARCHAR(40)); INSERT INTO posts (title) VALUES ('Hello world'), ('On state')"
$ kubectl exec maria-0 -- mysql -p123 db -e "SELECT * FROM posts ORDER BY id DESC"
  id	title
  2	On state
  1	Hello world
$ kubectl exec maria-0 -- mysql -pwrong db -e "SELECT 1"
  ! ERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: YES)
  ! command terminated with exit code 1
  = 1
$ kubectl exec deploy/wordpress -- curl -s http://wordpress/
  <!DOCTYPE html>
  <html>
  <head><title>WordPress</title></head>
  <body>
  <h1>WordPress</h1>
  <p>database: maria-0.maria</p>
  </body>
  </html>
$ kubectl delete pod maria-0
  pod "maria-0" deleted from default namespace
+ rest
$ kubectl exec maria-0 -- mysql -p123 db -e "SELECT COUNT(*) FROM posts"
  COUNT(*)
  2
$ kubectl logs maria-0
  [Note] [Entrypoint]: Entrypoint script for MariaDB Server 10.11.10-MariaDB started.
  [Note] ready for connections. Version: '10.11.10-MariaDB'  socket: '/run/mysqld/mysqld.sock'  port: 3306
$ kubectl scale sts maria --replicas=0
  statefulset.apps/maria scaled
+ 5s
$ kubectl exec deploy/wordpress -- curl -s http://wordpress/
  <!DOCTYPE html>
  <html>
  <head><title>Error establishing a database connection</title></head>
  <body>
  <h1>Error establishing a database connection</h1>
  </body>
  </html>
