/** Chinese for what programs do of themselves. */
export const programsZh: Readonly<Record<string, string>> = {
  '{pod} copies everything from {host}: {count} keys': '{pod} 从 {host} 复制全部数据：{count} 个键',
  '{pod} cannot copy from {host}: {why}': '{pod} 无法从 {host} 复制：{why}',
  '{pod} has lost its primary {host}': '{pod} 与它的主节点 {host} 断开了',
};
