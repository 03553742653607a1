import { describeSnapshots } from '../../support/describe-snapshots';

describeSnapshots('observability');
