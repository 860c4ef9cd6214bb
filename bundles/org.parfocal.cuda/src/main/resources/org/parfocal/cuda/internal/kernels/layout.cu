// Numbers that change their places.

// Columns of one matrix into columns of another: to[row][to_column + c] = from[row][from_column + c].
KERNEL copy_columns(
    const number* from, number* to, long long rows, int columns, int from_width, int from_column,
    int to_width, int to_column) {
  EACH(i, rows * columns) {
    long long row = i / columns;
    int c = (int)(i % columns);
    to[row * to_width + to_column + c] = from[row * from_width + from_column + c];
  }
}
EXPORT(copy_columns)

// A map in the middle of zeros; n numbers of the larger one.
KERNEL pad(
    const number* x, number* y, long long n, int channels, int in_h, int in_w, int out_h, int out_w,
    int top, int left) {
  EACH(i, n) {
    int c = (int)(i % channels);
    long long place = i / channels;
    int ix = (int)(place % out_w) - left;
    int iy = (int)(place / out_w % out_h) - top;
    long long image = place / out_w / out_h;
    bool in = iy >= 0 && iy < in_h && ix >= 0 && ix < in_w;
    y[i] = in ? x[((image * in_h + iy) * in_w + ix) * channels + c] : down(0.0f);
  }
}
EXPORT(pad)

// The reverse; n numbers of the smaller map.
KERNEL crop(
    const number* x, number* y, long long n, int channels, int in_h, int in_w, int out_h, int out_w,
    int top, int left) {
  EACH(i, n) {
    int c = (int)(i % channels);
    long long place = i / channels;
    int ox = (int)(place % out_w) + left;
    int oy = (int)(place / out_w % out_h) + top;
    long long image = place / out_w / out_h;
    y[i] = x[((image * in_h + oy) * in_w + ox) * channels + c];
  }
}
EXPORT(crop)
