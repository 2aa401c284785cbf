// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/expression/proposallist.h"

#include "widgets/base/icons.h"
#include "widgets/base/paint.h"
#include "widgets/base/theme.h"
#include "widgets/expression/namelines.h"

#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>

namespace wf::widgets {

using signals::Proposal;
using signals::ProposalKind;

namespace {

constexpr int rowHeight = 23;
constexpr int padding = 4;
constexpr int detailWidth = 244;
constexpr int detailHeight = 124;

QString iconOf(ProposalKind kind)
{
    switch (kind) {
    case ProposalKind::Metric:
        return QStringLiteral("metrics");
    case ProposalKind::Label:
    case ProposalKind::Value:
        return QStringLiteral("tag");
    case ProposalKind::Function:
        return QStringLiteral("variable");
    case ProposalKind::Aggregation:
        return QStringLiteral("group");
    case ProposalKind::Duration:
        return QStringLiteral("clock");
    case ProposalKind::Keyword:
        break;
    }
    return QStringLiteral("command");
}

// The name with what was typed in the accent colour.
void paintName(QPainter &p, const QRect &area, const Proposal &proposal, const Theme &theme)
{
    const QFont font = theme.font(TextRole::MonoSmall);
    const QFontMetrics metrics(font);
    const QString shown = metrics.elidedText(proposal.name, Qt::ElideMiddle, area.width());
    const bool isWhole = shown == proposal.name;
    int x = area.left();
    for (qsizetype i = 0; i < shown.size();) {
        const auto isTyped = [&](qsizetype at) {
            return isWhole && std::ranges::binary_search(proposal.matched, static_cast<int>(at));
        };
        qsizetype end = i + 1;
        while (end < shown.size() && isTyped(end) == isTyped(i))
            ++end;
        const QString part = shown.mid(i, end - i);
        const int width = metrics.horizontalAdvance(part);
        paintText(p, QRect(x, area.top(), width + 2, area.height()), part, font,
                  isTyped(i) ? theme.accent.text : theme.text.primary, Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideNone);
        x += width;
        i = end;
    }
}

} // namespace

ProposalList::ProposalList(QWidget *window) : QWidget(window)
{
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Proposals"));
    hide();
}

int ProposalList::rows() const
{
    return std::min(mostRows, static_cast<int>(m_completion.proposals.size()));
}

int ProposalList::listWidth() const
{
    const QFontMetrics names(Theme::of(this).font(TextRole::MonoSmall));
    const QFontMetrics notes(Theme::of(this).font(TextRole::Small));
    int widest = 150;
    for (const Proposal &proposal : m_completion.proposals)
        widest = std::max(widest, names.horizontalAdvance(proposal.name) + notes.horizontalAdvance(proposal.note));
    return std::min(widest + 62, 400);
}

const Proposal *ProposalList::chosen() const
{
    const auto index = static_cast<std::size_t>(m_chosen);
    return index < m_completion.proposals.size() ? &m_completion.proposals[index] : nullptr;
}

void ProposalList::setCompletion(const signals::Completion &completion)
{
    const QString before = m_chosen > 0 && chosen() ? chosen()->name : QString();
    m_completion = completion;
    m_chosen = m_first = 0;
    if (!before.isEmpty()) {
        const auto same = std::ranges::find(m_completion.proposals, before, &Proposal::name);
        if (same != m_completion.proposals.end())
            choose(static_cast<int>(same - m_completion.proposals.begin()));
    }
    resize(listWidth() + detailWidth, std::max(rows() * rowHeight + 2 * padding, detailHeight));
    Q_EMIT chosenChanged();
    update();
}

void ProposalList::choose(int index)
{
    m_chosen = index;
    m_first = std::clamp(m_first, std::max(0, m_chosen - rows() + 1), m_chosen);
    if (const Proposal *proposal = chosen())
        setAccessibleDescription(proposal->name + u' ' + proposal->note);
    Q_EMIT chosenChanged();
    update();
}

void ProposalList::move(int by)
{
    const int count = static_cast<int>(m_completion.proposals.size());
    if (count > 0)
        choose(std::abs(by) == 1 ? (m_chosen + by + count) % count : std::clamp(m_chosen + by, 0, count - 1));
}

void ProposalList::placeAt(const QRect &caret)
{
    const QRect room = parentWidget()->rect();
    int y = caret.bottom() + 4;
    if (y + height() > room.bottom() && caret.top() - height() - 4 >= 0)
        y = caret.top() - height() - 4;
    QWidget::move(std::clamp(caret.left() - 30, 0, std::max(0, room.width() - width())), y);
    raise();
    show();
}

void ProposalList::paintRow(QPainter &p, const QRect &row, const Proposal &proposal, bool isChosen,
                            const Theme &theme) const
{
    if (isChosen)
        p.fillRect(row, theme.surface.selected);
    const QRectF icon(row.left() + 8, row.top() + (row.height() - 13) / 2.0, 13, 13);
    paintIcon(p, iconOf(proposal.kind), icon, theme.text.tertiary);
    const QFont small = theme.font(TextRole::Small);
    const int noteWidth = std::min(QFontMetrics(small).horizontalAdvance(proposal.note) + 2, row.width() / 2);
    const QRect note(row.right() - noteWidth - 8, row.top(), noteWidth, row.height());
    paintText(p, note, proposal.note, small, theme.text.tertiary, Qt::AlignRight | Qt::AlignVCenter);
    paintName(p, QRect(row.left() + 28, row.top(), note.left() - row.left() - 36, row.height()), proposal, theme);
}

void ProposalList::paintDetail(QPainter &p, const QRect &area, const Proposal &proposal, const Theme &theme) const
{
    int y = area.top();
    const auto line = [&](const QString &text, const QFont &font, const QColor &color, int height) {
        paintText(p, QRect(area.left(), y, area.width(), height), text, font, color, Qt::AlignLeft | Qt::AlignVCenter,
                  Qt::ElideMiddle);
        y += height;
    };
    const QFont mono = theme.font(TextRole::MonoSmall);
    const QFont small = theme.font(TextRole::Small);
    const int letter = std::max(1, QFontMetrics(mono).horizontalAdvance(u'n'));
    for (const QString &part : nameLines(proposal.name, area.width() / letter, 3))
        line(part, mono, theme.text.primary, 16);
    const int factsHeight = static_cast<int>(std::min<std::size_t>(proposal.facts.size(), 5)) * 17;
    const QRect words(area.left(), y + 2, area.width(), std::max(16, area.bottom() - y - factsHeight - 24));
    p.setFont(small);
    p.setPen(theme.text.secondary);
    QRect used;
    p.drawText(words, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, proposal.doc, &used);
    y = std::min(used.bottom(), words.bottom()) + 6;
    for (std::size_t i = 0; i < proposal.facts.size() && y + 17 <= area.bottom() - 18; ++i) {
        const auto &fact = proposal.facts[i];
        const int valueWidth = QFontMetrics(mono).horizontalAdvance(fact.value) + 2;
        paintText(p, QRect(area.left(), y, area.width() - valueWidth - 8, 17), fact.name, mono, theme.text.primary,
                  Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
        paintText(p, QRect(area.right() - valueWidth, y, valueWidth, 17), fact.value, mono, theme.text.tertiary,
                  Qt::AlignRight | Qt::AlignVCenter);
        y += 17;
    }
    paintText(p, QRect(area.left(), area.bottom() - 16, area.width(), 16),
              m_completion.isComplete ? tr("Tab inserts, Esc closes")
                                      : tr("Asking for %1").arg(m_completion.waitingFor),
              small, theme.text.tertiary);
}

void ProposalList::paintEvent(QPaintEvent *)
{
    QPainter p(this);
    const Theme &theme = Theme::of(this);
    p.fillRect(rect(), theme.surface.raised);
    const int list = width() - detailWidth;
    for (int i = 0; i < rows(); ++i) {
        const int index = m_first + i;
        paintRow(p, QRect(1, padding + i * rowHeight, list - 2, rowHeight),
                 m_completion.proposals[static_cast<std::size_t>(index)], index == m_chosen, theme);
    }
    p.setPen(theme.line.panel);
    p.drawLine(list, 1, list, height() - 2);
    if (const Proposal *proposal = chosen())
        paintDetail(p, QRect(list + 10, 8, detailWidth - 20, height() - 14), *proposal, theme);
    p.setPen(theme.line.strong);
    p.drawRect(rect().adjusted(0, 0, -1, -1));
}

void ProposalList::mousePressEvent(QMouseEvent *event)
{
    const int row = (event->pos().y() - padding) / rowHeight;
    if (event->pos().x() >= width() - detailWidth || row < 0 || row >= rows())
        return;
    choose(m_first + row);
    Q_EMIT taken();
}

void ProposalList::wheelEvent(QWheelEvent *event)
{
    if (event->angleDelta().y() != 0)
        move(event->angleDelta().y() > 0 ? -2 : 2);
    event->accept();
}

} // namespace wf::widgets
