import { describeSnapshots } from '../../support/describe-snapshots';

describeSnapshots('enrichment');
