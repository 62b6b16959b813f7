// Methods of tensors, as `x.add(y)`: tfjs has them in a part of its package that Node cannot import.
import * as tf from '@tensorflow/tfjs-core';

const names =
  'abs add asType cast div equal exp log logicalOr matMul mean mod mul neg relu reshape sigmoid sign sin slice softmax ' +
  'sqrt split square squeeze stridedSlice sub sum tanh tile transpose';

tf.Tensor.prototype.flatten ??= function () {
  return tf.reshape(this, [this.size]);
};
for (const name of names.split(' ')) {
  tf.Tensor.prototype[name] ??= function (...args) {
    return tf[name](this, ...args);
  };
}
