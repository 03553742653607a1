import { describeSnapshots } from '../../support/describe-snapshots';

describeSnapshots('data');
