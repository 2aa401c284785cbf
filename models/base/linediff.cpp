// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/linediff.h"

#include <QHash>
#include <QStringList>

#include <algorithm>

namespace wf::base {

namespace {

using Kind = DiffLine::Kind;

// Stands behind a last line that has no end; no text from YAML holds it.
constexpr QChar noEnd(0xfdd0);

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

// Appends lines and counts them in both texts.
class Lines {
public:
    void add(Kind kind, const QString &text)
    {
        DiffLine line{kind, 0, 0, text};
        if (kind != Kind::Come)
            line.before = ++m_before;
        if (kind != Kind::Gone)
            line.after = ++m_after;
        all.push_back(std::move(line));
    }
    std::vector<DiffLine> all;

private:
    int m_before = 0, m_after = 0;
};

// Equal lines have equal numbers.
std::vector<int> numbered(const QStringList &lines, QHash<QString, int> &known)
{
    std::vector<int> out;
    for (const QString &line : lines) {
        auto at = known.constFind(line);
        if (at == known.constEnd())
            at = known.insert(line, static_cast<int>(known.size()));
        out.push_back(*at);
    }
    return out;
}

// The steps from one text to the other, the fewest, when they are not too many (Myers 1986). On diagonal k, x - y = k,
// each round goes as far as one more step leads.
std::vector<Kind> fewestSteps(const std::vector<int> &a, const std::vector<int> &b)
{
    constexpr int most = 2000;
    const auto n = static_cast<int>(a.size()), m = static_cast<int>(b.size());
    std::vector<int> furthest(2 * most + 5, 0);
    const auto at = [](int k) { return static_cast<std::size_t>(k + most + 2); };
    std::vector<std::vector<int>> rounds; // as it was before each, from diagonal -d - 1 on
    const auto comesDown = [](int k, int d, int left, int right) { return k == -d || (k != d && left < right); };
    int steps = -1;
    for (int d = 0; d <= most && steps < 0; ++d) {
        const auto first = furthest.begin() + static_cast<std::ptrdiff_t>(at(-d - 1));
        rounds.emplace_back(first, first + 2 * d + 3);
        for (int k = -d; k <= d && steps < 0; k += 2) {
            const int left = furthest[at(k - 1)], right = furthest[at(k + 1)];
            int x = comesDown(k, d, left, right) ? right : left + 1;
            while (x < n && x - k < m && a[static_cast<std::size_t>(x)] == b[static_cast<std::size_t>(x - k)])
                ++x;
            furthest[at(k)] = x;
            if (x >= n && x - k >= m)
                steps = d;
        }
    }
    std::vector<Kind> out; // from the end
    int x = n, y = m;
    for (int d = steps; d >= 0; --d) {
        const std::vector<int> &before = rounds[static_cast<std::size_t>(d)];
        const auto was = [&](int k) { return before[static_cast<std::size_t>(k + d + 1)]; };
        const int k = x - y, from = comesDown(k, d, was(k - 1), was(k + 1)) ? k + 1 : k - 1;
        const int startX = d == 0 ? 0 : was(from), startY = d == 0 ? 0 : startX - from;
        while (x > startX && y > startY) {
            out.push_back(Kind::Same);
            --x, --y;
        }
        if (d > 0)
            out.push_back(from > k ? Kind::Come : Kind::Gone);
        x = startX;
        y = startY;
    }
    std::ranges::reverse(out);
    return out;
}

// Long texts: step by step where not too much differs, else all of it goes and comes.
void addLongDifference(Lines &out, const QStringList &a, const QStringList &b)
{
    QHash<QString, int> known;
    const std::vector<int> first = numbered(a, known), second = numbered(b, known);
    std::vector<Kind> steps = fewestSteps(first, second);
    if (steps.empty()) {
        steps.assign(first.size(), Kind::Gone);
        steps.insert(steps.end(), second.size(), Kind::Come);
    }
    qsizetype i = 0, j = 0;
    for (const Kind step : steps) {
        out.add(step, step == Kind::Come ? b[j] : a[i]);
        i += step == Kind::Come ? 0 : 1;
        j += step == Kind::Gone ? 0 : 1;
    }
}

void addDifference(Lines &out, const QStringList &a, const QStringList &b)
{
    constexpr qsizetype most = 1000;
    if (a.size() > most || b.size() > most)
        return addLongDifference(out, a, b);
    const Common common(a, b);
    for (qsizetype i = 0, j = 0; i < a.size() || j < b.size();) {
        if (i < a.size() && j < b.size() && a[i] == b[j]) {
            out.add(Kind::Same, a[i]);
            ++i, ++j;
        } else if (i < a.size() && (j == b.size() || common.of(i + 1, j) >= common.of(i, j + 1))) {
            out.add(Kind::Gone, a[i++]);
        } else {
            out.add(Kind::Come, b[j++]);
        }
    }
}

// Lines with their ends, as diff sees them: behind the last end there is no line.
QStringList linesOf(const QByteArray &text)
{
    QStringList out = QString::fromUtf8(text).split(u'\n');
    if (out.back().isEmpty())
        out.removeLast();
    else
        out.back() += noEnd;
    return out;
}

std::vector<DiffLine> compared(const QStringList &a, const QStringList &b)
{
    qsizetype head = 0, tail = 0;
    while (head < a.size() && head < b.size() && a[head] == b[head])
        ++head;
    while (tail < a.size() - head && tail < b.size() - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    Lines lines;
    for (qsizetype i = 0; i < head; ++i)
        lines.add(Kind::Same, a[i]);
    addDifference(lines, a.mid(head, a.size() - head - tail), b.mid(head, b.size() - head - tail));
    for (qsizetype i = a.size() - tail; i < a.size(); ++i)
        lines.add(Kind::Same, a[i]);
    return std::move(lines.all);
}

std::vector<DiffLine> near(std::vector<DiffLine> all, std::size_t around)
{
    std::vector<bool> isShown(all.size(), false);
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].kind != Kind::Same) {
            const std::size_t from = i > around ? i - around : 0;
            const std::size_t to = std::min(all.size(), i + around + 1);
            std::fill(isShown.begin() + static_cast<std::ptrdiff_t>(from),
                      isShown.begin() + static_cast<std::ptrdiff_t>(to), true);
        }
    std::vector<DiffLine> out;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (isShown[i])
            out.push_back(std::move(all[i]));
    return out;
}

// "12,7", "12" for one line, "11,0" for none behind line 11.
QByteArray spanText(int first, int count)
{
    if (count == 1)
        return QByteArray::number(first);
    return QByteArray::number(first) + ',' + QByteArray::number(count);
}

// A run of lines that follow each other in both texts.
QByteArray hunk(const std::vector<DiffLine> &lines, std::size_t first, std::size_t end, int beforeLine, int afterLine)
{
    QByteArray body;
    int gone = 0, come = 0;
    for (std::size_t i = first; i < end; ++i) {
        const DiffLine &line = lines[i];
        gone += line.before > 0 ? 1 : 0;
        come += line.after > 0 ? 1 : 0;
        body += line.kind == Kind::Same ? ' ' : line.kind == Kind::Gone ? '-' : '+';
        body += line.text.toUtf8().replace(QString(noEnd).toUtf8(), "\n\\ No newline at end of file") + '\n';
    }
    return "@@ -" + spanText(gone > 0 ? beforeLine + 1 : beforeLine, gone) + " +" +
           spanText(come > 0 ? afterLine + 1 : afterLine, come) + " @@\n" + body;
}

} // namespace

std::vector<DiffLine> lineDiff(const QByteArray &before, const QByteArray &after, int around)
{
    auto lines = near(compared(linesOf(before), linesOf(after)), static_cast<std::size_t>(std::max(0, around)));
    for (DiffLine &line : lines)
        line.text.remove(noEnd);
    return lines;
}

QByteArray unifiedDiff(const QByteArray &before, const QByteArray &after, const QString &beforeName,
                       const QString &afterName, int around)
{
    const auto lines = near(compared(linesOf(before), linesOf(after)), static_cast<std::size_t>(std::max(0, around)));
    if (lines.empty())
        return {};
    QByteArray out = "--- " + beforeName.toUtf8() + "\n+++ " + afterName.toUtf8() + '\n';
    // Lines of both texts in front of the hunk: what is left out is the same in both.
    int beforeLine = 0, afterLine = 0;
    for (std::size_t first = 0; first < lines.size();) {
        const int skipped =
            lines[first].before > 0 ? lines[first].before - 1 - beforeLine : lines[first].after - 1 - afterLine;
        beforeLine += skipped;
        afterLine += skipped;
        std::size_t end = first;
        int lastBefore = beforeLine, lastAfter = afterLine;
        while (end < lines.size() && (lines[end].before == 0 || lines[end].before == lastBefore + 1) &&
               (lines[end].after == 0 || lines[end].after == lastAfter + 1)) {
            lastBefore += lines[end].before > 0 ? 1 : 0;
            lastAfter += lines[end].after > 0 ? 1 : 0;
            ++end;
        }
        out += hunk(lines, first, end, beforeLine, afterLine);
        beforeLine = lastBefore;
        afterLine = lastAfter;
        first = end;
    }
    return out;
}

} // namespace wf::base
