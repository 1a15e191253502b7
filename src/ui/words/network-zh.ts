/** What is said of names, Services and messages, in Chinese; part of `sentences-zh.ts`. */
export const networkZh: Readonly<Record<string, string>> = {
  '{from} asks for the {type} records of {name}: {answer}': '{from} 查询 {name} 的 {type} 记录：{answer}',
  '{server} answers you: {status}': '{server} 回答你：{status}',
  '{server} answers {from}: {status}': '{server} 回答 {from}：{status}',
  'you get no answer from {host}:{port}': '你没有得到 {host}:{port} 的回答',
  '{from} gets no answer from {host}:{port}': '{from} 没有得到 {host}:{port} 的回答',
  'the DNS of the cluster is down': '集群的 DNS 停了',
  'the name has no address': '这个名字没有地址',
  'your own machine does not ask the DNS of the cluster': '你自己的机器不会去问集群的 DNS',
  '{node} is cut off: nothing reaches or leaves it': '{node} 与外界断开：什么都进不去，也出不来',
  '{node} stands still': '{node} 静止不动',
  '{node} has no power': '{node} 断电了',
  'nobody has the address {address}': '没有谁拥有地址 {address}',
  'nothing listens on port {port}': '端口 {port} 上没有谁在监听',
  'a body may have {max} characters at most (limits.body)': '请求体最多 {max} 个字符（limits.body）',
  '{service} has no port {port}': '{service} 没有端口 {port}',
  'no program of {pod} runs now': '{pod} 现在没有程序在运行',
  'no program of {pod} listens on port {port}': '{pod} 没有程序在端口 {port} 上监听',
  'the program of {pod} has only just started and does not listen yet': '{pod} 的程序刚刚启动，还没有开始监听',
  'the program has ended meanwhile': '程序在此期间已经结束',
  'the program closed the connection without a word': '程序一言不发就关闭了连接',
  'the program could not write down what it was told': '程序没能写下收到的内容',
  'no answer has come within {limit} ms': '{limit} 毫秒之内没有得到回答',
  '{address} is an address inside the cluster: your own machine has no way there':
    '{address} 是集群内部的地址：你自己的机器到不了那里',
  'nobody answers': '没有谁回答',
  'no Service has the node port {port}': '没有 Service 拥有节点端口 {port}',
  'nobody has said who asks': '没有说明是谁在问',
  '{pod} has no address': '{pod} 没有地址',
  '{service} has no such port: one with a name is asked for by its name':
    '{service} 没有这个端口：有名字的端口要用名字来问',
  'there is no {name}': '没有 {name}',
  'the API has no path {path}': 'API 没有路径 {path}',
  '{service} sends connections to pods of the same machine only, and {node} has none':
    '{service} 只把连接送到同一台机器上的 Pod，而 {node} 上没有',
  'nobody gives {service} an address: this cluster has no load balancer that is free':
    '没有谁给 {service} 地址：这个集群没有空闲的负载均衡器',
  '{service} gets the address {address}': '{service} 得到地址 {address}',
  'no Ingress has a rule for {host}{path}': '没有 Ingress 为 {host}{path} 写了规则',
  'an ingress controller is there, with its class {class}': '有一个 Ingress 控制器，它的类是 {class}',
  '{ingress} names no class, and there is no default one: no controller looks after it':
    '{ingress} 没有写类，也没有默认的类：没有控制器管它',
  'no controller looks after Ingresses of the class {class}': '没有控制器管类为 {class} 的 Ingress',
  '{ingress} can be reached at {address}': '可以在 {address} 访问 {ingress}',
  '{name} leads to another name and never to an address': '{name} 只指向别的名字，永远到不了地址',
  'a name has at most {max} characters': '名字最多 {max} 个字符',
  'each part of a name between two dots has 1 to {max} characters': '名字在两个点之间的每一段有 1 到 {max} 个字符',
  'a name is made of letters, digits, hyphens and underscores': '名字由字母、数字、连字符和下划线组成',
  'more than {max} requests are under way': '正在进行的请求超过 {max} 个',
  '{max} requests wait for one another already: programs ask in a circle':
    '已有 {max} 个请求互相等待：程序在兜圈子提问',
  'the program never comes to an answer': '程序始终给不出回答',
  '{alias} is another name for {target}, which is not of this cluster':
    '{alias} 是 {target} 的别名，而后者不属于这个集群',
  '{name} is not a name of this cluster, and nobody else has one that ends so':
    '{name} 不是这个集群的名字，外面也没有谁的名字以此结尾',
};
