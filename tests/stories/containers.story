# Inside a container: commands, a shell, logs, files.
$ kubectl apply -f - <<END
apiVersion: v1
kind: Pod
metadata: {name: box}
spec:
  terminationGracePeriodSeconds: 1
  initContainers: [{name: first, image: busybox, command: [sh, -c, "echo prepared > /data/ready; echo done"], volumeMounts: [{name: data, mountPath: /data}]}]
  containers:
  - name: clock
    image: busybox:1.28
    command: [sh, -c, 'n=0; while true; do n=$((n + 1)); echo "beat $n"; sleep 5; done']
    volumeMounts: [{name: data, mountPath: /data}]
  - {name: side, image: nginx}
  volumes: [{name: data, emptyDir: {}}]
END
  pod/box created
$ kubectl logs box -c clock
  ! Error from server (BadRequest): container "clock" in pod "box" is waiting to start: PodInitializing
  = 1
$ kubectl exec box -- hostname
  ! Defaulted container "clock" out of: clock, side, first (init)
  ! error: unable to upgrade connection: container not found ("clock")
  = 1
+ 20s
$ kubectl exec box -- hostname
  box
  ! Defaulted container "clock" out of: clock, side, first (init)
$ kubectl exec box -c clock -- cat /data/ready
  prepared
$ kubectl logs box -c first
  done
$ kubectl logs box -c clock --tail=2
  beat 2
  beat 3
$ kubectl logs box --all-containers --prefix --tail=1
  [pod/box/first] done
  [pod/box/clock] beat 3
  [pod/box/side] /docker-entrypoint.sh: Configuration complete; ready for start up
$ kubectl exec box -c clock -- sh -c 'cat /data/ready | wc -c; ls /nope; exit 3'
  9
  ! ls: /nope: No such file or directory
  ! command terminated with exit code 3
  = 3
$ kubectl exec box -c clock -- curl localhost
  ! OCI runtime exec failed: exec failed: unable to start container process: exec: "curl": executable file not found in $PATH: unknown
  ! command terminated with exit code 127
  = 127
$ kubectl exec box -c nope -- ls
  ! Error from server (BadRequest): container nope is not valid for pod box
  = 1
$ kubectl logs box -c nope
  ! error: container nope is not valid for pod box
  = 1
$ kubectl logs box -p -c clock
  ! Error from server (BadRequest): previous terminated container "clock" in pod "box" not found
  = 1
# A shell that hears what is typed, until exit.
$ kubectl exec -it box -c clock -- sh
$ cd /data
$ echo "hello from $(hostname)" > hello
$ cat hello; ls
  hello from box
  hello  ready
$ for name in *; do
$ echo "$name has $(wc -c < $name) bytes"
$ done
  hello has 15 bytes
  ready has 9 bytes
$ [ -f hello ] && echo yes || echo no
  yes
$ nosuch
  sh: nosuch: not found
$ exit
  ! command terminated with exit code 127
  = 127
# The log goes on until the container ends.
$ kubectl logs -f box -c clock --tail=1 &
  [1]
[1] beat 3
+ 6s
[1] beat 4
[1] beat 5
$ kubectl cp ../inputs/kubia.yaml box:/data/kubia.yaml -c clock
$ kubectl exec box -c clock -- grep -c kubia /data/kubia.yaml
  10
$ kubectl attach box -c clock &
  [2]
[2] ! All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.
[2] ! If you don't see a command prompt, try pressing enter.
+ 5s
[1] beat 6
[2] beat 6
$ kubectl delete pod box
  pod "box" deleted from default namespace
# An image once, with its exit code.
$ kubectl run once --image=busybox --restart=Never --rm -i -- sh -c 'echo working; sleep 2; exit 4'
  working
  ! All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.
  ! If you don't see a command prompt, try pressing enter.
  pod "once" deleted from default namespace
  ! pod default/once terminated (Error)
  = 4
