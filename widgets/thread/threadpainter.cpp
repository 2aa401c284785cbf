// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread/threadpainter.h"

#include "models/base/timetext.h"
#include "widgets/base/icons.h"
#include "widgets/base/paint.h"
#include "widgets/thread/threadview.h"

#include <QPainter>

namespace wf::widgets {

namespace {

constexpr double nodeSize = 20;
constexpr double nodeIcon = 13;

QColor entryColor(const signals::ThreadEntry &entry, const Theme &t)
{
    if (entry.signal == signals::Signal::Deploy)
        return t.signal.deploy;
    if (entry.signal == signals::Signal::Anomaly)
        return t.signal.anomaly;
    if (entry.signal == signals::Signal::Note)
        return t.accent.base;
    return t.severity(entry.severity).mark;
}

void paintNode(QPainter &p, const signals::ThreadEntry &entry, const QPointF &centre, const QColor &background,
               const Theme &t)
{
    const QColor color = entryColor(entry, t);
    p.setRenderHint(QPainter::Antialiasing);
    const QRectF ring(centre.x() - nodeSize / 2, centre.y() - nodeSize / 2, nodeSize, nodeSize);
    p.setBrush(background);
    if (entry.link == signals::LinkStrength::Time)
        p.setPen(QPen(background, 1.5));
    else
        p.setPen(QPen(color, 1.5, entry.link == signals::LinkStrength::Path ? Qt::CustomDashLine : Qt::SolidLine));
    if (entry.link == signals::LinkStrength::Path) {
        QPen pen(color, 1.5);
        pen.setDashPattern({2.2, 1.8});
        p.setPen(pen);
    }
    p.drawEllipse(ring.adjusted(0.75, 0.75, -0.75, -0.75));
    paintIcon(p, signalIcon(entry.signal),
              QRectF(centre.x() - nodeIcon / 2, centre.y() - nodeIcon / 2, nodeIcon, nodeIcon), color);
    p.setRenderHint(QPainter::Antialiasing, false);
}

void paintEvidence(QPainter &p, const QStringList &lines, const QRectF &box, const signals::ThreadEntry &entry,
                   const Theme &t)
{
    const signals::Evidence &e = entry.evidence;
    if (!e.spark.empty()) {
        paintSpark(p, box, e.spark, entryColor(entry, t));
        p.fillRect(QRectF(box.left(), box.bottom(), box.width(), 1), t.line.panel);
    } else if (!e.bars.empty()) {
        const auto rows = std::min<std::size_t>(e.bars.size() / 2, 5);
        const double h = box.height() / std::max(1.0, static_cast<double>(rows));
        for (std::size_t i = 0; i < rows; ++i) {
            const QColor color = i + 1 == rows && entry.severity == signals::Severity::Critical
                                     ? t.critical.mark
                                     : t.series[i % t.series.size()];
            p.fillRect(QRectF(box.left() + e.bars[2 * i] * box.width(), box.top() + h * static_cast<double>(i),
                              std::max(1.0, (e.bars[2 * i + 1] - e.bars[2 * i]) * box.width()), std::max(2.0, h - 1)),
                       withAlpha(color, 0.8));
        }
    } else if (!lines.isEmpty()) {
        p.fillRect(box, t.surface.code);
        p.fillRect(QRectF(box.left(), box.top(), 2, box.height()), entryColor(entry, t));
        double y = box.top() + 3;
        for (const QString &line : lines) {
            paintText(p, QRectF(box.left() + 8, y, box.width() - 12, 17), line, t.font(TextRole::MonoSmall),
                      t.text.secondary, Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideNone);
            y += 17;
        }
    } else if (e.budgetLeft >= 0) {
        paintBudgetBar(p, box, e.budgetLeft, entryColor(entry, t), t);
    }
}

} // namespace

QColor spineColor(const signals::Thread &thread, qint64 timeNs, const Theme &theme)
{
    if (!thread.spine.empty()) // an entry that began before the window hangs on its first section
        timeNs = std::max(timeNs, thread.spine.front().startNs);
    for (const auto &section : thread.spine)
        if (timeNs >= section.startNs && timeNs < section.endNs)
            return section.state == signals::Severity::Ok ? mixed(theme.ok.mark, theme.surface.panel, 0.45)
                                                          : theme.severity(section.state).mark;
    return withAlpha(theme.unknown.mark, 0.5);
}

void paintThreadEntry(QPainter &p, const EntryPaint &e, const Theme &t)
{
    const QRectF row(0, e.y, e.width, e.layout.height);
    QColor background = t.surface.panel;
    double y = e.y + 5;
    const double x = threadTimeColumn + threadSpineColumn + 8;
    const double textWidth = e.width - x - 10;
    if (!e.layout.gapText.isEmpty()) {
        paintText(p, QRectF(x, y - 2, textWidth, 18), e.layout.gapText, t.font(TextRole::Micro), t.text.tertiary);
        y += 20;
    }
    if (e.selected || e.hovered) {
        background = e.selected ? t.surface.selected : t.surface.hover;
        const QRectF body(0, y - 5, e.width, row.bottom() - y + 5);
        p.fillRect(QRectF(0, body.top(), threadTimeColumn, body.height()), background);
        p.fillRect(QRectF(threadTimeColumn + threadSpineColumn, body.top(), e.width, body.height()), background);
        if (e.selected)
            p.fillRect(QRectF(0, body.top(), 2, body.height()), t.accent.base);
    }
    const bool dim = e.entry.link == signals::LinkStrength::Time;
    paintText(p, QRectF(0, y, threadTimeColumn - 4, 16), threadMoment(e.entry, e.nowNs), t.font(TextRole::MonoSmall),
              t.text.tertiary, Qt::AlignRight | Qt::AlignVCenter, Qt::ElideNone);
    paintNode(p, e.entry, QPointF(threadTimeColumn + threadSpineColumn / 2, y + 8), t.surface.panel, t);
    QFont title = t.font(TextRole::Small);
    title.setWeight(QFont::Medium);
    const QString titleText =
        e.entry.count > 1 ? QStringLiteral("%1 \u00d7 ").arg(e.entry.count) + e.entry.title : e.entry.title;
    paintText(p, QRectF(x, y, textWidth, 16), titleText, title, dim ? t.text.secondary : t.text.primary);
    y += 17;
    for (const QString &line : e.layout.detail) {
        paintText(p, QRectF(x, y, textWidth, 16), line, t.font(TextRole::Small),
                  dim ? t.text.tertiary : t.text.secondary, Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideNone);
        y += 16;
    }
    if (e.layout.evidenceHeight > 0) {
        paintEvidence(p, e.layout.evidence,
                      QRectF(x, y + 2, std::min(textWidth, threadEvidenceWidth), e.layout.evidenceHeight), e.entry, t);
        y += e.layout.evidenceHeight + 5;
    }
    if (!e.layout.reason.isEmpty()) {
        const QString icon = dim                                           ? QStringLiteral("clock")
                             : e.entry.link == signals::LinkStrength::Path ? QStringLiteral("services")
                                                                           : QStringLiteral("link");
        paintIcon(p, icon, QRectF(x, y + 2, 12, 12), t.text.tertiary);
        for (const QString &line : e.layout.reason) {
            paintText(p, QRectF(x + 17, y, textWidth - 17, 16), line, t.font(TextRole::Micro), t.text.tertiary,
                      Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideNone);
            y += 16;
        }
    }
}

} // namespace wf::widgets
