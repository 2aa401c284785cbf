// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/propose/linediff.h"

#include <QStringList>

#include <algorithm>

namespace wf::engine {

namespace {

using Kind = DiffLine::Kind;

// Lengths of the longest common sequences of what is left of both (Wagner and Fischer 1974).
class Common {
public:
    Common(const QStringList &a, const QStringList &b) : m_width(static_cast<std::size_t>(b.size()) + 1)
    {
        m_lengths.assign((static_cast<std::size_t>(a.size()) + 1) * m_width, 0);
        for (qsizetype i = a.size() - 1; i >= 0; --i)
            for (qsizetype j = b.size() - 1; j >= 0; --j)
                m_lengths[place(i, j)] = a[i] == b[j] ? of(i + 1, j + 1) + 1 : std::max(of(i + 1, j), of(i, j + 1));
    }
    [[nodiscard]] int of(qsizetype i, qsizetype j) const { return m_lengths[place(i, j)]; }

private:
    [[nodiscard]] std::size_t place(qsizetype i, qsizetype j) const
    {
        return static_cast<std::size_t>(i) * m_width + static_cast<std::size_t>(j);
    }
    std::size_t m_width;
    std::vector<int> m_lengths;
};

void addDifference(std::vector<DiffLine> &out, const QStringList &a, const QStringList &b, qsizetype first)
{
    constexpr qsizetype most = 2000;
    if (a.size() > most || b.size() > most) { // too much to compare: all of it goes and comes
        for (qsizetype i = 0; i < a.size(); ++i)
            out.push_back({Kind::Gone, static_cast<int>(first + i) + 1, a[i]});
        for (qsizetype j = 0; j < b.size(); ++j)
            out.push_back({Kind::Come, static_cast<int>(first + j) + 1, b[j]});
        return;
    }
    const Common common(a, b);
    for (qsizetype i = 0, j = 0; i < a.size() || j < b.size();) {
        if (i < a.size() && j < b.size() && a[i] == b[j]) {
            out.push_back({Kind::Same, static_cast<int>(first + i) + 1, a[i]});
            ++i, ++j;
        } else if (i < a.size() && (j == b.size() || common.of(i + 1, j) >= common.of(i, j + 1))) {
            out.push_back({Kind::Gone, static_cast<int>(first + i) + 1, a[i]});
            ++i;
        } else {
            out.push_back({Kind::Come, static_cast<int>(first + j) + 1, b[j]});
            ++j;
        }
    }
}

} // namespace

std::vector<DiffLine> lineDiff(const QByteArray &before, const QByteArray &after, int around)
{
    const QStringList a = QString::fromUtf8(before).split(u'\n');
    const QStringList b = QString::fromUtf8(after).split(u'\n');
    qsizetype head = 0, tail = 0;
    while (head < a.size() && head < b.size() && a[head] == b[head])
        ++head;
    while (tail < a.size() - head && tail < b.size() - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    std::vector<DiffLine> all;
    for (qsizetype i = 0; i < head; ++i)
        all.push_back({Kind::Same, static_cast<int>(i) + 1, a[i]});
    addDifference(all, a.mid(head, a.size() - head - tail), b.mid(head, b.size() - head - tail), head);
    for (qsizetype i = a.size() - tail; i < a.size(); ++i)
        all.push_back({Kind::Same, static_cast<int>(i) + 1, a[i]});
    std::vector<bool> isShown(all.size(), false);
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].kind != Kind::Same) {
            const std::size_t from = i > static_cast<std::size_t>(around) ? i - static_cast<std::size_t>(around) : 0;
            const std::size_t to = std::min(all.size(), i + static_cast<std::size_t>(around) + 1);
            std::fill(isShown.begin() + static_cast<std::ptrdiff_t>(from),
                      isShown.begin() + static_cast<std::ptrdiff_t>(to), true);
        }
    std::vector<DiffLine> out;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (isShown[i])
            out.push_back(all[i]);
    return out;
}

} // namespace wf::engine
