/**
 * THE TABLE of what is simulated: for each type of the schema the fields that change something here, or are shown as the real
 * tools show them. A star stands for all fields, two for
 * all that lies inside too, `name=a|b` for a field that is simulated with these values only. What is not
 * listed is accepted and kept, and the page says that it is not simulated. A kind without fields is kept as a whole.
 */
export const simulated: Readonly<Record<string, string>> = {
  ControllerRevision: '**',
  EndpointSlice: '**',
  Endpoints: '**',
  Event: '**',
  HorizontalPodAutoscaler: '',
  Lease: '**',
  VolumeAttachment: '**',
  Namespace: '**',
  Node: 'spec',
  NodeSpec: 'podCIDR podCIDRs taints unschedulable',
  Taint: '**',

  // Pods and what pods are made from.
  Pod: 'spec',
  PodTemplateSpec: 'spec',
  PodSpec:
    'affinity containers hostname initContainers nodeName nodeSelector overhead preemptionPolicy priority readinessGates resources ' +
    'restartPolicy schedulerName schedulingGates subdomain terminationGracePeriodSeconds tolerations topologySpreadConstraints ' +
    'volumes automountServiceAccountToken=false dnsPolicy=ClusterFirst enableServiceLinks=true ' +
    'priorityClassName=system-cluster-critical|system-node-critical serviceAccount=default serviceAccountName=default',
  PodSchedulingGate: '**',
  PodReadinessGate: '**',
  Toleration: '**',
  TopologySpreadConstraint: '*',
  LabelSelector: '**',
  Affinity: '**',
  Container:
    'args command env envFrom image imagePullPolicy lifecycle livenessProbe name ports readinessProbe resources restartPolicy ' +
    'startupProbe terminationMessagePolicy volumeMounts terminationMessagePath=/dev/termination-log',
  ContainerPort: '**',
  EnvVar: '*',
  EnvVarSource: 'configMapKeyRef fieldRef resourceFieldRef secretKeyRef',
  ConfigMapKeySelector: '*',
  SecretKeySelector: '*',
  ObjectFieldSelector: '*',
  ResourceFieldSelector: '*',
  EnvFromSource: '*',
  ConfigMapEnvSource: '*',
  SecretEnvSource: '*',
  Probe: '*',
  Lifecycle: 'preStop',
  LifecycleHandler: '*',
  ExecAction: '*',
  GRPCAction: '*',
  HTTPGetAction: 'host path port scheme=HTTP',
  TCPSocketAction: '*',
  SleepAction: '*',
  ResourceRequirements: 'limits requests',

  // Volumes.
  Volume: 'configMap emptyDir hostPath name nfs persistentVolumeClaim projected secret',
  VolumeMount: 'mountPath name readOnly subPath mountPropagation=None',
  PersistentVolumeClaimVolumeSource: '*',
  ConfigMapVolumeSource: 'defaultMode=420 items name optional',
  SecretVolumeSource: 'defaultMode=420 items optional secretName',
  KeyToPath: 'key path',
  EmptyDirVolumeSource: '',
  HostPathVolumeSource: '*',
  NFSVolumeSource: '*',
  ProjectedVolumeSource: 'defaultMode=420 sources',
  VolumeProjection: 'configMap secret',
  ConfigMapProjection: '*',
  SecretProjection: '*',
  PersistentVolumeClaim: 'spec',
  PersistentVolumeClaimSpec: 'accessModes resources selector storageClassName volumeMode=Filesystem volumeName',
  VolumeResourceRequirements: 'requests',
  PersistentVolume: 'spec',
  PersistentVolumeSpec:
    'accessModes capacity claimRef csi hostPath local nfs nodeAffinity persistentVolumeReclaimPolicy storageClassName ' +
    'volumeMode=Filesystem',
  ObjectReference: '*',
  CSIPersistentVolumeSource: 'driver volumeHandle',
  LocalVolumeSource: 'path',
  VolumeNodeAffinity: '**',
  StorageClass: 'allowVolumeExpansion allowedTopologies provisioner reclaimPolicy volumeBindingMode',
  TopologySelectorTerm: '**',

  // Workloads.
  StatefulSet: 'spec',
  StatefulSetSpec: '*',
  StatefulSetOrdinals: '*',
  StatefulSetPersistentVolumeClaimRetentionPolicy: '*',
  StatefulSetUpdateStrategy: '*',
  RollingUpdateStatefulSetStrategy: '*',
  Deployment: 'spec',
  DeploymentSpec: '*',
  DeploymentStrategy: '*',
  RollingUpdateDeployment: '*',
  ReplicaSet: 'spec',
  ReplicaSetSpec: '*',
  DaemonSet: 'spec',
  DaemonSetSpec: '*',
  DaemonSetUpdateStrategy: '*',
  RollingUpdateDaemonSet: '*',
  Job: 'spec',
  JobSpec:
    'activeDeadlineSeconds backoffLimit completions manualSelector parallelism selector suspend template ' +
    'ttlSecondsAfterFinished completionMode=NonIndexed podReplacementPolicy=TerminatingOrFailed',
  PodDisruptionBudget: 'spec',
  PodDisruptionBudgetSpec: '*',
  ResourceQuota: 'spec',
  ResourceQuotaSpec: 'hard',

  ConfigMap: 'binaryData data immutable',
  Secret: 'data immutable stringData type',

  // Services.
  Ingress: 'spec',
  IngressSpec: 'defaultBackend ingressClassName rules',
  IngressRule: '*',
  HTTPIngressRuleValue: '*',
  HTTPIngressPath: '*',
  IngressBackend: 'service',
  IngressServiceBackend: '*',
  ServiceBackendPort: '*',
  IngressClass: 'spec',
  IngressClassSpec: 'controller',
  Service: 'spec',
  ServiceSpec:
    'clusterIP clusterIPs ports publishNotReadyAddresses selector sessionAffinity sessionAffinityConfig type externalName ' +
    'allocateLoadBalancerNodePorts externalTrafficPolicy internalTrafficPolicy ipFamilies=IPv4 ' +
    'ipFamilyPolicy=SingleStack',
  ServicePort: 'name nodePort port protocol targetPort',
  SessionAffinityConfig: '*',
  ClientIPConfig: '*',
};
