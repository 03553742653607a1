import { runService } from './run-service';
import { startDeferredConsumer } from './start-deferred-consumer';

runService('deferred-consumer', 'deferredConsumer', startDeferredConsumer);
