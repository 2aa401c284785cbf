// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/causes/causelist.h"

#include "models/base/clock.h"
#include "models/base/duration.h"
#include "models/base/units.h"
#include "widgets/base/icons.h"
#include "widgets/base/paint.h"
#include "widgets/base/text/safetext.h"
#include "widgets/base/theme.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace wf::ui {

using namespace Qt::StringLiterals;
using engine::CauseBar;
using engine::CauseSuspect;
using widgets::TextRole;

namespace {

constexpr int headHeight = 24;
constexpr int rowHeight = 40;
constexpr double left = 12;
constexpr double numberWidth = 18;
constexpr double iconWidth = 24;
constexpr double leadWidth = 104;
constexpr double barGap = 10;
constexpr double shareWidth = 52;
constexpr double leastTitle = 196;

QString say(const char *text)
{
    return QCoreApplication::translate("wf::ui::CauseList", text);
}

// Where there is no room for the title; the tool tip has it.
QString shortTitleOf(CauseBar bar)
{
    switch (bar) {
    case CauseBar::Signals:
        return say("Sig.");
    case CauseBar::Change:
        return say("Chg.");
    case CauseBar::Region:
        return say("Reg.");
    case CauseBar::History:
        return say("Hist.");
    default:
        return {};
    }
}

QString titleOf(CauseBar bar)
{
    switch (bar) {
    case CauseBar::Time:
        return say("Time");
    case CauseBar::Path:
        return say("Path");
    case CauseBar::Signals:
        return say("Signals");
    case CauseBar::Change:
        return say("Change");
    case CauseBar::Region:
        return say("Region");
    case CauseBar::History:
        return say("History");
    }
    return {};
}

QString meaningOf(CauseBar bar)
{
    switch (bar) {
    case CauseBar::Time:
        return say("It began before the first symptom.");
    case CauseBar::Path:
        return say("Calls lead from the alarm to it, and what lies on the way is unusual.");
    case CauseBar::Signals:
        return say("Its own figures, requests and log are unusual.");
    case CauseBar::Change:
        return say("It was deployed shortly before.");
    case CauseBar::Region:
        return say("It is unusual where the alarm is, and nowhere else.");
    case CauseBar::History:
        return say("Operators said that it was the cause of earlier incidents.");
    }
    return {};
}

QString iconOf(CauseSuspect::Kind kind)
{
    using Kind = CauseSuspect::Kind;
    switch (kind) {
    case Kind::Deploy:
        return u"deploy"_s;
    case Kind::Latency:
        return u"anomaly"_s;
    case Kind::Errors:
        return u"sev-warning"_s;
    case Kind::Resource:
        return u"pool"_s;
    case Kind::Log:
        return u"logline"_s;
    case Kind::Service:
        return u"services"_s;
    }
    return {};
}

QString shareText(double share)
{
    const int percent = static_cast<int>(std::lround(std::min(share, 0.99) * 100)); // never all
    return percent == 0 ? say("< 1 %") : say("%1 %").arg(percent);
}

} // namespace

QString leadText(const CauseSuspect &suspect)
{
    constexpr qint64 atOnceNs = 30 * base::nsPerSecond;
    if (!suspect.leadNs)
        return {};
    if (std::abs(*suspect.leadNs) < atOnceNs)
        return say("at onset");
    const qint64 ns = std::abs(*suspect.leadNs);
    const qint64 unit = ns >= 10 * base::nsPerMinute ? base::nsPerMinute : base::nsPerSecond;
    const QString apart = base::humanDuration(ns / unit * unit);
    return *suspect.leadNs > 0 ? say("%1 before").arg(apart) : say("%1 after").arg(apart);
}

QString spokenCause(const CauseSuspect &suspect)
{
    QStringList words{suspect.title, shareText(suspect.share), leadText(suspect)};
    words.removeAll(QString());
    for (std::size_t i = 0; i < engine::causeBars; ++i)
        words << titleOf(static_cast<CauseBar>(i)) + u' ' + shareText(suspect.bars[i]);
    return words.join(u", "_s) + u": "_s + suspect.reasons.join(u"; "_s);
}

CauseList::CauseList(QWidget *parent) : QAbstractScrollArea(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(say("Suspected causes, most suspected first"));
}

QSize CauseList::sizeHint() const
{
    return {480, headHeight + std::max(2, std::min(rows(), 5)) * rowHeight};
}

int CauseList::rows() const
{
    return m_report ? static_cast<int>(m_report->suspects.size()) : 0;
}

const CauseSuspect *CauseList::current() const
{
    return m_current < rows() ? &m_report->suspects[static_cast<std::size_t>(m_current)] : nullptr;
}

void CauseList::show(engine::CauseReportPtr report)
{
    const bool isSameIncident = m_report && report && m_report->incident == report->incident;
    const QString kept = isSameIncident && current() ? current()->service : QString();
    m_report = std::move(report);
    m_current = 0;
    for (int row = 0; row < rows(); ++row)
        if (m_report->suspects[static_cast<std::size_t>(row)].service == kept)
            m_current = row;
    layOut();
    speak();
    viewport()->update();
    Q_EMIT currentChanged();
}

void CauseList::setCurrent(const QString &service)
{
    for (int row = 0; row < rows(); ++row)
        if (m_report->suspects[static_cast<std::size_t>(row)].service == service)
            moveTo(row);
}

void CauseList::layOut()
{
    const int room = std::max(0, viewport()->height() - headHeight);
    verticalScrollBar()->setPageStep(room);
    verticalScrollBar()->setSingleStep(rowHeight);
    verticalScrollBar()->setRange(0, std::max(0, rows() * rowHeight - room));
}

void CauseList::speak()
{
    setAccessibleDescription(current() ? spokenCause(*current()) : QString());
}

void CauseList::moveTo(int row)
{
    if (row < 0 || row >= rows())
        return;
    m_current = row;
    const int top = row * rowHeight;
    auto *bar = verticalScrollBar();
    bar->setValue(std::clamp(bar->value(), top + rowHeight - bar->pageStep(), top));
    speak();
    viewport()->update();
    Q_EMIT currentChanged();
}

CauseList::Columns CauseList::columns() const
{
    const double width = viewport()->width();
    Columns out;
    out.title = left + numberWidth + iconWidth;
    out.share = width - left - shareWidth;
    double right = out.share - 8;
    const double room = right - out.title - leastTitle;
    const double wanted = std::clamp((room - leadWidth) / static_cast<double>(engine::causeBars), 0.0, 62.0);
    if (wanted >= 36) {
        out.barWidth = wanted;
    } else if (room / static_cast<double>(engine::causeBars) >= 34) {
        out.barWidth = std::min(44.0, room / static_cast<double>(engine::causeBars));
    }
    if (out.barWidth > 0) {
        right -= out.barWidth * static_cast<double>(engine::causeBars);
        out.bars = right;
    }
    if (right - out.title - leastTitle >= leadWidth) {
        right -= leadWidth;
        out.lead = right;
    }
    out.titleWidth = std::max(40.0, right - out.title - 8);
    return out;
}

QRectF CauseList::rowRect(int row) const
{
    return {0, static_cast<double>(headHeight + row * rowHeight - verticalScrollBar()->value()),
            static_cast<double>(viewport()->width()), static_cast<double>(rowHeight)};
}

int CauseList::rowAt(int y) const
{
    const int row = y < headHeight ? -1 : (y - headHeight + verticalScrollBar()->value()) / rowHeight;
    return row < rows() ? row : -1;
}

void CauseList::paintHead(QPainter &p, const Columns &at) const
{
    const auto &t = widgets::Theme::of(this);
    const QFont font = t.font(TextRole::Micro);
    p.fillRect(QRectF(0, 0, viewport()->width(), headHeight), t.surface.header);
    p.fillRect(QRectF(0, headHeight - 1, viewport()->width(), 1), t.line.subtle);
    const auto write = [&](double x, double width, const QString &text, Qt::Alignment side = Qt::AlignLeft) {
        widgets::paintText(p, QRectF(x, 0, width, headHeight), text, font, t.text.tertiary, side | Qt::AlignVCenter);
    };
    write(left, at.titleWidth, say("Suspect"));
    if (at.lead >= 0)
        write(at.lead, leadWidth, say("Lead"));
    constexpr double between = 4;
    const QFontMetricsF metrics(font);
    for (std::size_t i = 0; at.bars >= 0 && i < engine::causeBars; ++i) {
        const auto bar = static_cast<CauseBar>(i);
        const QString title = titleOf(bar), less = shortTitleOf(bar);
        const bool isTight = !less.isEmpty() && metrics.horizontalAdvance(title) > at.barWidth - between;
        write(at.bars + static_cast<double>(i) * at.barWidth, at.barWidth - between, isTight ? less : title);
    }
    write(at.share - 8, shareWidth + 8, say("Suspicion"), Qt::AlignRight);
}

void CauseList::paintRow(QPainter &p, int row, const Columns &at) const
{
    const auto &t = widgets::Theme::of(this);
    const auto &one = m_report->suspects[static_cast<std::size_t>(row)];
    const QRectF rect = rowRect(row);
    const bool isCurrent = row == m_current;
    if (isCurrent) {
        p.fillRect(rect, hasFocus() ? t.surface.selected : t.surface.selectedInactive);
        p.fillRect(QRectF(0, rect.top(), 2, rect.height() - 1), hasFocus() ? t.accent.base : t.text.tertiary);
    }
    p.fillRect(QRectF(0, rect.bottom() - 1, rect.width(), 1), t.line.subtle);
    const bool isDenied = one.isRight == false;
    const QColor color = isDenied ? t.text.tertiary : t.text.primary;
    widgets::paintText(p, QRectF(left, rect.top(), numberWidth, rect.height()), QString::number(row + 1),
                       t.font(TextRole::Small), t.text.tertiary);
    const QString icon = one.isRight == true ? u"resolve"_s : isDenied ? u"close"_s : iconOf(one.kind);
    widgets::paintIcon(p, icon, QRectF(left + numberWidth, rect.center().y() - 7, 14, 14),
                       one.isRight == true                      ? t.ok.mark
                       : one.kind == CauseSuspect::Kind::Deploy ? t.text.primary
                                                                : t.text.secondary);
    widgets::paintText(p, QRectF(at.title, rect.top() + 3, at.titleWidth, 18), one.title, t.font(TextRole::Strong),
                       color);
    widgets::paintText(p, QRectF(at.title, rect.top() + 20, at.titleWidth, 16), one.reasons.join(u"; "_s),
                       t.font(TextRole::Micro), t.text.secondary);
    if (at.lead >= 0)
        widgets::paintText(p, QRectF(at.lead, rect.top(), leadWidth - 6, rect.height()), leadText(one),
                           t.font(TextRole::Small), t.text.secondary);
    for (std::size_t i = 0; at.bars >= 0 && i < engine::causeBars; ++i) {
        const QRectF bar(at.bars + static_cast<double>(i) * at.barWidth, rect.center().y() - 3, at.barWidth - barGap,
                         6);
        p.fillRect(bar, widgets::mixed(t.surface.panel, t.text.tertiary, 0.22));
        p.fillRect(QRectF(bar.left(), bar.top(), std::max(one.bars[i] > 0 ? 1.0 : 0.0, bar.width() * one.bars[i]),
                          bar.height()),
                   isCurrent ? t.accent.base : t.text.tertiary);
    }
    widgets::paintText(p, QRectF(at.share, rect.top(), shareWidth, rect.height()), shareText(one.share),
                       t.font(row == 0 ? TextRole::Strong : TextRole::Base), color, Qt::AlignRight | Qt::AlignVCenter);
}

void CauseList::paintEvent(QPaintEvent * /*event*/)
{
    QPainter p(viewport());
    p.fillRect(viewport()->rect(), widgets::Theme::of(this).surface.panel);
    const Columns at = columns();
    for (int row = 0; row < rows(); ++row)
        if (const QRectF rect = rowRect(row); rect.bottom() > headHeight && rect.top() < viewport()->height())
            paintRow(p, row, at);
    paintHead(p, at);
}

void CauseList::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Down:
    case Qt::Key_J:
        return moveTo(m_current + 1);
    case Qt::Key_Up:
    case Qt::Key_K:
        return moveTo(m_current - 1);
    case Qt::Key_Home:
        return moveTo(0);
    case Qt::Key_End:
        return moveTo(rows() - 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (current())
            Q_EMIT activated(current()->service);
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void CauseList::mousePressEvent(QMouseEvent *event)
{
    moveTo(rowAt(event->pos().y()));
}

void CauseList::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (rowAt(event->pos().y()) >= 0 && current())
        Q_EMIT activated(current()->service);
}

void CauseList::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void CauseList::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void CauseList::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

bool CauseList::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    auto *help = static_cast<QHelpEvent *>(event);
    const Columns at = columns();
    const int row = rowAt(help->pos().y());
    QString text = row < 0 ? QString() : m_report->suspects[static_cast<std::size_t>(row)].reasons.join(u'\n');
    if (at.bars >= 0 && help->pos().x() >= at.bars && help->pos().x() < at.share - 8) {
        const auto bar =
            std::min(engine::causeBars - 1, static_cast<std::size_t>((help->pos().x() - at.bars) / at.barWidth));
        text = titleOf(static_cast<CauseBar>(bar)) + u": "_s + meaningOf(static_cast<CauseBar>(bar));
    }
    QToolTip::showText(help->globalPos(), widgets::plainTip(text), this);
    return true;
}

} // namespace wf::ui
