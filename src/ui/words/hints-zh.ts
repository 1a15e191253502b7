/** What Ordinal adds to kubectl's errors, and what the YAML reader says, English text to Chinese text. */
export const hintsZh: Readonly<Record<string, string>> = {
  // Of the terminal.
  'Write the file first, or give the manifest with -f -.': '请先写好这个文件，或者用 -f - 给出清单。',
  'These fields are fixed for life: delete the set with --cascade=orphan and apply it again.':
    '这些字段终生不变：请用 --cascade=orphan 删除这个 StatefulSet，再重新应用。',
  'Give spec.template.metadata.labels the pairs of spec.selector.matchLabels.':
    '请让 spec.template.metadata.labels 含有 spec.selector.matchLabels 中的键值对。',
  'YAML is indented with blanks only.': 'YAML 只能用空格缩进。',
  'ordinal break --help lists what can be broken.': 'ordinal break --help 列出可以弄坏的东西。',
  'ordinal gate --help lists the feature gates.': 'ordinal gate --help 列出特性门控。',
  'ordinal heal and the Tab key list what is broken now.': '输入 ordinal heal 再按 Tab 键，会列出现在坏了的东西。',
  'There is nothing of this name now; the fault waits for it.': '现在没有叫这个名字的东西；故障会等它出现。',

  // The table of faults.
  'the DNS of the cluster does not answer: names do not resolve': '集群的 DNS 不作回答：名字都解析不到',
  'provisioning for this class fails with the Event of its provisioner, which tries again and again':
    '为这个存储类创建卷会失败，并由其制备器记录 Event；制备器会反复重试',
  'the readiness probe fails until healed, for every pod of this name':
    '就绪探针一直失败，直到修复；对同名的每个 Pod 都有效',
  'once: the node is low on memory, and the pod fails with reason Evicted':
    '一次：节点内存不足，Pod 以原因 Evicted 失败',
  'cut off: nothing reaches or leaves it, its containers run on and write; on return it tells what happened':
    '断网：没有东西能到达或离开它，它的容器继续运行和写入；恢复后它会报告期间发生的事',
  'off: its containers are gone; on return it boots, and its pods start again':
    '断电：它的容器没了；恢复后它会启动，它的 Pod 重新开始',
  'it stands still, and on return goes on where it was': '它停住不动，恢复后从原处继续',
  'it is short of memory: it takes no new pods and evicts those that asked for least':
    '它内存不足：不再接收新的 Pod，并驱逐请求最少的 Pod',
  'it is short of disk: it takes no new pods and evicts those that asked for least':
    '它磁盘不足：不再接收新的 Pod，并驱逐请求最少的 Pod',
  'the liveness probe fails until healed; a container without one is asked every 10 s':
    '存活探针一直失败，直到修复；没有存活探针的容器每 10 秒被问一次',
  'once: the program of the first container ends with exit code 1': '一次：第一个容器的程序以退出码 1 结束',
  'the program of the first container ends with exit code 1 soon after every start':
    '第一个容器的程序每次启动后不久就以退出码 1 结束',
  'once: the program of the first container ends with exit code 0': '一次：第一个容器的程序以退出码 0 结束',
  'the programs do not stop on SIGTERM: they use up the grace period and are killed':
    '程序收到 SIGTERM 也不停：用完宽限期后被强制结束',
  'it cannot be pulled where it is not yet': '在还没有它的节点上拉取不到它',
  'pulling it takes ten times as long': '拉取它要花十倍的时间',
  'once: the program ends with exit code 0, and the pod is Succeeded': '一次：程序以退出码 0 结束，Pod 变为 Succeeded',

  // Of the table of what is simulated.
  'kept, not simulated': '已保留，但不模拟',

  // Of the YAML reader.
  'A block sequence may not be used as an implicit map key': '以 - 开头的列表不能用作键',
  'Alias cannot be an empty string': '别名不能为空',
  'All mapping items must start at the same column': '同一映射的各项必须从同一列开始',
  'All sequence items must start at the same column': '同一列表的各项必须从同一列开始',
  'Anchor cannot be an empty string': '锚点不能为空',
  'Block collections are not allowed within flow collections': '花括号或方括号之内不能使用缩进写法',
  'Block scalar values in collections must be indented': '多行文本必须缩进',
  'Comments must be separated from other tokens by white space characters': '注释之前必须有空格',
  'Flow map in block collection must be sufficiently indented': '花括号的内容缩进不够',
  'Flow map in block collection must be sufficiently indented and end with a }': '花括号的内容必须缩进，并以 } 结束',
  'Flow sequence in block collection must be sufficiently indented': '方括号的内容缩进不够',
  'Flow sequence in block collection must be sufficiently indented and end with a ]':
    '方括号的内容必须缩进，并以 ] 结束',
  'Implicit keys need to be on a single line': '键必须写在同一行内',
  'Implicit keys of flow sequence pairs need to be on a single line': '方括号内的键必须写在同一行内',
  'Implicit map keys need to be followed by map values': '键之后要有冒号和值',
  'Map keys must be unique': '同一映射中的键不能重复',
  'Missing , between flow map items': '花括号内各项之间缺少逗号',
  'Missing , between flow sequence items': '方括号内各项之间缺少逗号',
  'Missing , or : between flow map items': '花括号内各项之间缺少逗号或冒号',
  'Missing , or : between flow sequence items': '方括号内各项之间缺少逗号或冒号',
  'Missing closing "quote': '缺少结尾的双引号',
  "Missing closing 'quote": '缺少结尾的单引号',
  'Missing space after : in flow map': '花括号内的冒号之后缺少空格',
  'Nested mappings are not allowed in compact mappings': '一行之内不能嵌套映射：冒号太多，或缺少换行',
  'Sequence item without - indicator': '列表项之前缺少 -',
  'Tabs are not allowed as indentation': '缩进不能使用制表符',
  'Unexpected , in flow map': '花括号内多了一个逗号',
  'Unexpected , in flow sequence': '方括号内多了一个逗号',
  'Your machine is outside of the cluster; kubectl proxy or kubectl port-forward, running beside (&), opens a way in.':
    '你的机器在集群之外；在后台（&）运行 kubectl proxy 或 kubectl port-forward 可以打开一条进入集群的通路。',
  'There is no disk on your side here: this is what the file would hold.': '这里你这一侧没有磁盘：文件的内容会是这样。',
};
