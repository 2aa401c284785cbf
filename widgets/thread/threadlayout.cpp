// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread/threadlayout.h"

#include "models/base/clock.h"
#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/untrusted.h"
#include "widgets/base/theme.h"

#include <QFontMetricsF>
#include <QTextLayout>

namespace wf::widgets {

namespace {

constexpr double padTop = 5;
constexpr double padRight = 10;
constexpr double padBottom = 6;
constexpr double padLeft = 8;
constexpr double titleLine = 17;
constexpr double detailLine = 16;
constexpr double reasonLine = 16;
constexpr double gapLine = 20;
constexpr double evidencePadding = 12;
constexpr double reasonIcon = 17;
constexpr qint64 gapFrom = 120 * base::nsPerSecond;

// At most two lines; the second is elided.
QStringList wrapTwo(const QString &text, const QFont &font, double width)
{
    if (text.isEmpty())
        return {};
    // Numbers keep their unit: the thin space between them must not break.
    QTextLayout layout(base::visibleText(text, 400).replace(QChar(0x2009), QChar(0x202F)), font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    QStringList lines;
    for (int i = 0; i < 2; ++i) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
        const auto rest = layout.text().mid(line.textStart());
        const bool last = i == 1;
        lines << (last ? QFontMetricsF(font).elidedText(rest, Qt::ElideRight, width)
                       : rest.left(line.textLength()).trimmed());
    }
    layout.endLayout();
    return lines;
}

double evidenceHeightOf(const signals::Evidence &e, const QStringList &lines)
{
    if (!e.spark.empty())
        return 28;
    if (!e.bars.empty())
        return 28;
    if (!lines.isEmpty())
        return 6 + 17 * static_cast<double>(lines.size());
    return e.budgetLeft >= 0 ? 10 : 0;
}

} // namespace

QString threadMoment(const signals::ThreadEntry &entry, qint64 nowNs)
{
    const QString day = base::dayAndTime(entry.timeNs, nowNs);
    if (day != base::hourMinute(entry.timeNs))
        return day.section(u' ', 0, 1); // without the year
    return entry.future ? day : base::timeOfDay(entry.timeNs);
}

int ThreadLayout::entryAt(double y) const
{
    for (const auto &e : entries)
        if (y >= e.top && y < e.top + e.height)
            return e.index;
    return -1;
}

ThreadLayout layoutThread(const std::vector<signals::ThreadEntry> &entries, const std::vector<bool> &hidden,
                          double width, const Theme &theme, bool withGaps)
{
    ThreadLayout out;
    const double textWidth = width - threadTimeColumn - threadSpineColumn - padLeft - padRight;
    const QFont detailFont = theme.font(TextRole::Small);
    double y = 0;
    qint64 last = 0;
    for (int i = 0; i < static_cast<int>(entries.size()); ++i) {
        const auto &entry = entries[static_cast<std::size_t>(i)];
        const auto signal = static_cast<std::size_t>(entry.signal);
        if (signal < hidden.size() && hidden[signal])
            continue;
        EntryLayout e;
        e.index = i;
        e.top = y;
        if (withGaps && last && entry.timeNs - last >= gapFrom)
            e.gapText = QObject::tr("%1 later").arg(base::humanDuration(entry.timeNs - last));
        last = std::max(last, entry.timeNs);
        e.detail = wrapTwo(entry.detail, detailFont, textWidth);
        e.evidence = wrapTwo(entry.evidence.text, theme.font(TextRole::MonoSmall),
                             std::min(textWidth, threadEvidenceWidth) - evidencePadding);
        e.reason = wrapTwo(entry.reason, theme.font(TextRole::Micro), textWidth - reasonIcon);
        e.evidenceHeight = evidenceHeightOf(entry.evidence, e.evidence);
        e.height = padTop + (e.gapText.isEmpty() ? 0 : gapLine) + titleLine +
                   detailLine * static_cast<double>(e.detail.size()) +
                   (e.evidenceHeight > 0 ? e.evidenceHeight + 5 : 0) +
                   reasonLine * static_cast<double>(e.reason.size()) + padBottom;
        y += e.height;
        out.entries.push_back(std::move(e));
    }
    out.height = y;
    return out;
}

} // namespace wf::widgets
