/** Chinese for what programs do of themselves. */
export const programsZh: Readonly<Record<string, string>> = {
  '{pod} copies everything from {host}: {count} keys': '{pod} 从 {host} 复制全部数据：{count} 个键',
  '{pod} cannot copy from {host}: {why}': '{pod} 无法从 {host} 复制：{why}',
  '{pod} has lost its primary {host}': '{pod} 与它的主节点 {host} 断开了',
  '{pod} hands over {count} records before it ends': '{pod} 在结束前交出 {count} 条记录',
  '{pod} has gone through its {count} records and ends': '{pod} 处理完了它的 {count} 条记录，随即结束',
  '{pod} leaves with the last copy of {key}: {other} is gone, too':
    '{pod} 带着 {key} 的最后一份副本离开：{other} 也不在了',
};
