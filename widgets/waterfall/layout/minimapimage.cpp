// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/waterfall/layout/minimapimage.h"

#include <algorithm>
#include <cmath>

namespace wf::widgets {

namespace {

// Pixels of one line that are still free: next[x] is the first free one at or right of x.
class FreePixels {
public:
    explicit FreePixels(int width) : m_next(static_cast<std::size_t>(width) + 1) { clear(); }
    void clear()
    {
        for (std::size_t i = 0; i < m_next.size(); ++i)
            m_next[i] = static_cast<int>(i);
    }
    [[nodiscard]] int from(int x)
    {
        int root = x;
        while (m_next[static_cast<std::size_t>(root)] != root)
            root = m_next[static_cast<std::size_t>(root)];
        while (m_next[static_cast<std::size_t>(x)] != root)
            x = std::exchange(m_next[static_cast<std::size_t>(x)], root);
        return root;
    }
    void take(int x) { m_next[static_cast<std::size_t>(x)] = x + 1; }

private:
    std::vector<int> m_next;
};

} // namespace

QImage miniMapImage(const WaterfallData &wanted, QSize size, const Theme &theme)
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    const auto &spans = wanted.trace->spans;
    const int n = static_cast<int>(spans.size());
    const int w = size.width();
    const int h = size.height();
    const double length = static_cast<double>(wanted.endNs - wanted.startNs);
    if (n == 0 || w < 2 || h < 2)
        return image;
    std::vector<QRgb> colors;
    for (const int index : wanted.processColors)
        colors.push_back(theme.series[static_cast<std::size_t>(index) % theme.series.size()].rgb());
    const QRgb failed = theme.critical.mark.rgb();
    const double perSpan = std::min(4.0, static_cast<double>(h) / n);
    const int thick = std::max(1, static_cast<int>(perSpan) - (perSpan >= 3 ? 1 : 0));
    // Red is where an error began, not all that it passed through.
    std::vector<char> passedOn(spans.size(), 0);
    for (const auto &span : spans)
        if (span.error && span.parent >= 0)
            passedOn[static_cast<std::size_t>(span.parent)] = 1;
    FreePixels free(w);
    int line = -1;
    const auto pixel = [&](qint64 ns) {
        return length > 0 ? static_cast<double>(ns - wanted.startNs) / length * w : 0.0;
    };
    for (int i = n - 1; i >= 0; --i) {
        const auto &span = spans[static_cast<std::size_t>(i)];
        const int y = std::min(h - thick, static_cast<int>(i * perSpan));
        if (y != line) {
            free.clear();
            line = y;
        }
        const int x0 = std::clamp(static_cast<int>(pixel(span.startNs)), 0, w - 1);
        const int x1 = std::clamp(static_cast<int>(std::ceil(pixel(span.endNs()))), x0 + 1, w);
        const QRgb color = span.error && !passedOn[static_cast<std::size_t>(i)] ? failed
                           : colors.empty()                                     ? failed
                                            : colors[static_cast<std::size_t>(span.process) % colors.size()];
        for (int x = free.from(x0); x < x1; x = free.from(x)) {
            for (int t = 0; t < thick; ++t)
                reinterpret_cast<QRgb *>(image.scanLine(y + t))[x] = color;
            free.take(x);
        }
    }
    return image;
}

} // namespace wf::widgets
