namespace Lanewise.Kernels;

/// <summary>
/// Chooses boxes by falling score and drops those that overlap a chosen one. With a sigma a box is not dropped at once: its score
/// falls by exp(−iou²/2σ), and it waits for its turn again (Bodla et al., "Soft-NMS", ICCV 2017).
/// </summary>
public unsafe struct NonMaxSuppression
{
    /// <summary>A box that still waits: in the heap the best is first, of equal scores the one with the lower index.</summary>
    public struct Candidate
    {
        public double Score;
        public int Box;

        /// <summary>The chosen boxes before this one have been compared with it already.</summary>
        public int Begin;
    }

    /// <summary>[count, (y1, x1, y2, x2)], the corners in any order.</summary>
    public float* Boxes;

    /// <summary>Room for all boxes.</summary>
    public Candidate* Heap;
    public int HeapSize;
    public double IouThreshold;
    public double ScoreThreshold;
    public double Sigma;

    /// <summary>Chooses at most <paramref name="limit"/> of the boxes; the number chosen.</summary>
    public int Run(float* scores, int count, int limit, int* chosen, float* chosenScores)
    {
        for (int i = 0; i < count; i++)
        {
            if (scores[i] > ScoreThreshold)
            {
                Candidate candidate = default;
                candidate.Score = scores[i];
                candidate.Box = i;
                Push(candidate);
            }
        }

        double scale = Sigma > 0 ? -0.5 / Sigma : 0;
        int size = 0;
        while (size < limit && HeapSize > 0)
        {
            Candidate candidate = Pop();
            double score = candidate.Score;
            if (score < ScoreThreshold)
            {
                break;
            }

            bool isIgnored = false;
            for (int i = size - 1; i >= candidate.Begin; i--)
            {
                double iou = IntersectionOverUnion(candidate.Box, chosen[i]);
                if (iou >= IouThreshold)
                {
                    isIgnored = true;
                    break;
                }

                // a NaN in a box makes the overlap NaN, which counts as too much
                double weight = scale == 0 ? 1 : DoubleMath.Exp2(Math.Max(scale * iou * iou * 1.4426950408889634, -1000.0));
                candidate.Score *= iou < IouThreshold ? weight : 0;
                if (candidate.Score <= ScoreThreshold)
                {
                    break;
                }
            }

            candidate.Begin = size;
            if (isIgnored)
            {
                continue;
            }

            if (candidate.Score == score)
            {
                chosen[size] = candidate.Box;
                chosenScores[size++] = (float)score;
            }
            else if (candidate.Score > ScoreThreshold)
            {
                Push(candidate);
            }
        }

        return size;
    }

    private readonly double IntersectionOverUnion(int first, int second)
    {
        float* a = Boxes + 4 * (nint)first;
        float* b = Boxes + 4 * (nint)second;
        double topA = Math.Min(a[0], a[2]);
        double leftA = Math.Min(a[1], a[3]);
        double bottomA = Math.Max(a[0], a[2]);
        double rightA = Math.Max(a[1], a[3]);
        double topB = Math.Min(b[0], b[2]);
        double leftB = Math.Min(b[1], b[3]);
        double bottomB = Math.Max(b[0], b[2]);
        double rightB = Math.Max(b[1], b[3]);
        double areaA = (bottomA - topA) * (rightA - leftA);
        double areaB = (bottomB - topB) * (rightB - leftB);
        if (areaA <= 0 || areaB <= 0)
        {
            return 0;
        }

        double height = Math.Max(Math.Min(bottomA, bottomB) - Math.Max(topA, topB), 0.0);
        double width = Math.Max(Math.Min(rightA, rightB) - Math.Max(leftA, leftB), 0.0);
        return height * width / (areaA + areaB - height * width);
    }

    private static bool IsBetter(in Candidate a, in Candidate b) => a.Score > b.Score || (a.Score == b.Score && a.Box < b.Box);

    private void Push(Candidate candidate)
    {
        int i = HeapSize++;
        while (i > 0 && IsBetter(in candidate, in Heap[(i - 1) / 2]))
        {
            Heap[i] = Heap[(i - 1) / 2];
            i = (i - 1) / 2;
        }

        Heap[i] = candidate;
    }

    private Candidate Pop()
    {
        Candidate best = Heap[0];
        Candidate last = Heap[--HeapSize];
        int i = 0;
        for (int child = 1; child < HeapSize; child = 2 * i + 1)
        {
            if (child + 1 < HeapSize && IsBetter(in Heap[child + 1], in Heap[child]))
            {
                child++;
            }

            if (!IsBetter(in Heap[child], in last))
            {
                break;
            }

            Heap[i] = Heap[child];
            i = child;
        }

        Heap[i] = last;
        return best;
    }
}
