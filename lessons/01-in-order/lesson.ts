import {
  after,
  all,
  apply,
  both,
  bound,
  created,
  exists,
  field,
  hadGone,
  hasInitContainers,
  instead,
  kubectl,
  lesson,
  not,
  once,
  oneAfterAnother,
  ready,
  replaced,
  turnedReady,
  untouched,
  was,
  wasNot,
} from '../../src/lesson/index.ts';

const scaleTo5 = kubectl('scale sts kubia --replicas=5');
const delete1 = kubectl('delete pod kubia-1');

export default lesson({
  start: ['start.yaml'],
  files: ['kubia.yaml', 'volumes.yaml'],
  goals: {
    'all-ready': ready('kubia-0', 'kubia-1', 'kubia-2'),
    'in-order': oneAfterAnother('kubia-0', 'kubia-1', 'kubia-2'),
    'asks-for-5': field('StatefulSet/kubia', 'spec.replicas', 5),
    'pair-waits': exists('PersistentVolumeClaim/data-kubia-3', 'Pod/kubia-3'),
    'all-bound': bound('data-kubia-3', 'data-kubia-4'),
    'line-moves': all(ready('kubia-3', 'kubia-4'), oneAfterAnother('kubia-3', 'kubia-4')),
    'gap-filled': replaced('kubia-1'),
    'others-stayed': untouched('kubia-0', 'kubia-2', 'kubia-3', 'kubia-4'),
  },
  predictions: {
    'one-after-another': {
      run: [apply('kubia.yaml')],
      at: after(1000, turnedReady('kubia-0')),
      truth: {
        together: both(was('Pod/kubia-1', 'Pod/kubia-2'), not(hasInitContainers('kubia-2'))),
        'held-back': both(was('Pod/kubia-1', 'Pod/kubia-2'), hasInitContainers('kubia-2')),
        next: both(was('PersistentVolumeClaim/data-kubia-1', 'Pod/kubia-1'), wasNot('Pod/kubia-2')),
        alone: wasNot('Pod/kubia-1', 'Pod/kubia-2'),
      },
      answer: 'next',
    },
    'claim-then-pod': {
      at: after(3000, created('PersistentVolumeClaim/data-kubia-3')),
      truth: {
        'two-pairs': was('Pod/kubia-3', 'Pod/kubia-4'),
        'claims-only': wasNot('Pod/kubia-3', 'Pod/kubia-4'),
        'one-pair': both(was('Pod/kubia-3'), wasNot('Pod/kubia-4', 'PersistentVolumeClaim/data-kubia-4')),
      },
      answer: 'one-pair',
    },
    'gap-in-the-line': {
      at: turnedReady('kubia-1'),
      truth: {
        'all-above': hadGone('kubia-1', 'kubia-2', 'kubia-3', 'kubia-4'),
        only: both(hadGone('kubia-1'), not(hadGone('kubia-2')), wasNot('Pod/kubia-5')),
        'next-number': was('Pod/kubia-5'),
      },
      answer: 'only',
    },
  },
  moments: {
    'kubia-0-starts': created('Pod/kubia-0'),
    'volume-found': once(bound('data-kubia-3')),
    'kubia-4-comes': created('Pod/kubia-4'),
  },
  solution: {
    'one-after-another': [apply('kubia.yaml')],
    'claim-then-pod': [scaleTo5],
    'let-it-move': [apply('volumes.yaml')],
    'gap-in-the-line': [delete1],
  },
  alternatives: [
    instead(
      'one-after-another',
      apply('kubia.yaml', { 'replicas: 3': 'replicas: 1' }),
      kubectl('scale sts kubia --replicas=3'),
    ),
    instead('claim-then-pod', apply('kubia.yaml', { 'replicas: 3': 'replicas: 5' })),
    instead('let-it-move', kubectl('delete pod kubia-3'), apply('volumes.yaml')),
    instead('gap-in-the-line', kubectl('delete pods kubia-1 --wait=false')),
  ],
  nearMisses: [
    instead(
      'one-after-another',
      apply('kubia.yaml', { 'serviceName: kubia': 'serviceName: kubia\n  podManagementPolicy: Parallel' }),
    ),
    instead('one-after-another', apply('kubia.yaml', { 'replicas: 3': 'replicas: 2' })),
    instead('claim-then-pod', kubectl('scale sts kubia --replicas=4')),
    instead('let-it-move', kubectl('scale sts kubia --replicas=3')),
    instead('let-it-move', kubectl('delete pod kubia-3')),
    instead('gap-in-the-line', kubectl('delete pod kubia-1 kubia-2')),
    instead('gap-in-the-line', kubectl('scale sts kubia --replicas=1'), scaleTo5),
  ],
});
