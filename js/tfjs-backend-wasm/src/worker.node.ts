// What a worker thread of the pool runs in Node.
import { workerData } from 'node:worker_threads';
import { work } from './work';

work(workerData);
