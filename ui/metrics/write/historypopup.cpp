// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/metrics/write/historypopup.h"

#include "models/base/timetext.h"
#include "models/base/units.h"
#include "models/base/untrusted.h"
#include "ui/base/flattable.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QScreen>

namespace wf::ui {

using engine::KeptQuery;
using widgets::CellKind;

namespace {
constexpr QSize popupSize(620, 380);
}

std::vector<items::RowColumn<KeptQuery>> HistoryPopup::columns() const
{
    const auto cell = [](CellKind kind, int role, const QString &text) -> QVariant {
        if (role == widgets::CellKindRole)
            return static_cast<int>(kind);
        return role == Qt::DisplayRole || role == Qt::AccessibleTextRole ? QVariant(text) : QVariant();
    };
    return {{{},
             Qt::AlignLeft,
             [](const KeptQuery &row, int role) -> QVariant {
                 if (role == widgets::IconRole && row.isStarred)
                     return QStringLiteral("star");
                 if (role == Qt::AccessibleTextRole)
                     return row.isStarred ? tr("starred") : QString();
                 return {};
             }},
            {tr("Query"), Qt::AlignLeft,
             [cell](const KeptQuery &row, int role) {
                 if (role == widgets::SecondLineRole && !row.name.isEmpty())
                     return QVariant(base::visibleText(row.name, 120));
                 return cell(CellKind::Mono, role, base::visibleText(row.text.simplified(), 300));
             }},
            {tr("Series"), Qt::AlignRight,
             [cell](const KeptQuery &row, int role) {
                 return cell(CellKind::Number, role, row.series < 0 ? QString() : base::groupedInteger(row.series));
             }},
            {tr("Last"), Qt::AlignRight, [this, cell](const KeptQuery &row, int role) {
                 return cell(CellKind::Text, role,
                             row.lastNs == 0 ? QString() : base::dayAndTime(row.lastNs, m_clock.nowNs()));
             }}};
}

HistoryPopup::HistoryPopup(engine::QueryBook &book, const base::Clock &clock, bool onlyStarred, QWidget *parent)
    : QFrame(parent, Qt::Popup), m_book(book), m_clock(clock), m_onlyStarred(onlyStarred)
{
    setAttribute(Qt::WA_DeleteOnClose);
    resize(popupSize);
    m_field = new QLineEdit;
    m_field->setPlaceholderText(onlyStarred ? tr("Find a saved query") : tr("Find a query that ran"));
    m_field->setAccessibleName(m_field->placeholderText());
    m_rows = new items::RowsModel<KeptQuery, QString>(
        columns(), [](const KeptQuery &row) { return row.text; }, this);
    m_table = new FlatTable(tr("Queries, newest first"));
    m_table->setModel(m_rows);
    m_table->setColumnWidths({26, 0, 60, 84});
    m_table->verticalHeader()->setDefaultSectionSize(30);
    m_panel = new widgets::Panel(m_table);
    m_panel->setHeaderVisible(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(6);
    column->addWidget(m_field);
    column->addWidget(m_panel, 1);
    column->addWidget(new widgets::PlainLabel(
        tr("Enter takes it. In the list S gives or takes the star, Del forgets. F2 on the query names it."),
        widgets::TextRole::Micro, widgets::PlainLabel::Tone::Tertiary));
    m_field->installEventFilter(this);
    m_table->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &HistoryPopup::fill);
    connect(m_table, &FlatTable::rowOpened, this, &HistoryPopup::take);
    connect(&m_book, &engine::QueryBook::changed, this, &HistoryPopup::fill);
    fill();
}

void HistoryPopup::showBelow(const QWidget *anchor)
{
    QPoint at = anchor->mapToGlobal(QPoint(anchor->width() - width(), anchor->height() + 4));
    const QRect room = anchor->screen()->availableGeometry();
    at.setX(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - width())));
    move(at);
    show();
    m_field->setFocus();
}

void HistoryPopup::fill()
{
    m_rows->setRows(m_book.found(m_field->text(), m_onlyStarred));
    if (m_rows->rowCount() > 0) {
        m_panel->showContent();
        if (!m_table->currentIndex().isValid())
            m_table->setCurrentIndex(m_rows->index(0, 0));
    } else if (!m_field->text().trimmed().isEmpty()) {
        m_panel->showEmpty(tr("No query matches"), tr("Every word must stand in the query or in its name."));
    } else if (m_onlyStarred) {
        m_panel->showEmpty(tr("Nothing saved"), tr("Ctrl+D gives the query you look at a star."));
    } else {
        m_panel->showEmpty(tr("Nothing ran yet"), tr("Queries are kept here once they have been answered."));
    }
}

const KeptQuery *HistoryPopup::chosen() const
{
    return m_rows->at(m_table->currentIndex());
}

void HistoryPopup::take()
{
    const KeptQuery *query = chosen();
    if (!query)
        return;
    const QString text = query->text;
    close();
    Q_EMIT taken(text);
}

bool HistoryPopup::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isMove = key->key() == Qt::Key_Down || key->key() == Qt::Key_Up;
    if (watched == m_field && isMove) {
        const int row = m_table->currentIndex().row() + (key->key() == Qt::Key_Down ? 1 : -1);
        if (row >= 0 && row < m_rows->rowCount())
            m_table->setCurrentIndex(m_rows->index(row, 0));
        return true;
    }
    if (watched == m_field && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)) {
        take();
        return true;
    }
    if (watched == m_table && chosen()) {
        const KeptQuery query = *chosen();
        if (key->key() == Qt::Key_S) {
            m_book.setStar(query.text, !query.isStarred, query.name);
            return true;
        }
        if (key->key() == Qt::Key_Delete) {
            m_book.forget(query.text);
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void HistoryPopup::paintEvent(QPaintEvent *)
{
    QPainter p(this);
    const auto &t = widgets::Theme::of(this);
    p.fillRect(rect(), t.surface.raised);
    p.setPen(t.line.strong);
    p.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace wf::ui
