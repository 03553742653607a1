import { describeSnapshots } from '../../support/describe-snapshots';

describeSnapshots('orchestrator');
