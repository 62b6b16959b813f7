import { DataStorage, type DataId } from '@tensorflow/tfjs-core';

/** An id that this package has made. It carries what is kept for it, which saves each op some looks into a WeakMap. */
export class OwnId {
  storage: object | null = null;
  data: unknown = null;
}

/** What a backend keeps for each of its ids; those that tfjs or another backend has made are in the map that this extends. */
export class IdMap<T> extends DataStorage<T> {
  private owned = 0;

  override get(dataId: DataId): T {
    if ((dataId as OwnId).storage !== this) {
      // Moves the data here if they are elsewhere.
      const data = super.get(dataId);
      if ((dataId as OwnId).storage !== this) {
        return data;
      }
    }
    return (dataId as OwnId).data as T;
  }

  override set(dataId: DataId, data: T): void {
    if (!(dataId instanceof OwnId)) {
      super.set(dataId, data);
      return;
    }
    this.owned += dataId.storage === this ? 0 : 1;
    dataId.storage = this;
    dataId.data = data;
  }

  override has(dataId: DataId): boolean {
    return (dataId as OwnId).storage === this || super.has(dataId);
  }

  override delete(dataId: DataId): boolean {
    if ((dataId as OwnId).storage !== this) {
      return super.delete(dataId);
    }
    this.owned--;
    (dataId as OwnId).storage = null;
    (dataId as OwnId).data = null;
    return true;
  }

  override numDataIds(): number {
    return this.owned + super.numDataIds();
  }
}
