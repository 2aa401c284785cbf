// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/filtercompleter.h"

#include "models/base/units.h"
#include "models/base/untrusted.h"

#include <QAbstractItemView>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace wf::ui {

namespace {
constexpr std::size_t offered = 24;
constexpr int insertRole = Qt::UserRole + 1;
constexpr std::size_t mostAtOnce = 2000; // alerts
} // namespace

FilterCompleter::FilterCompleter(QLineEdit *edit, QThreadPool &pool)
    : QObject(edit),
      m_edit(edit),
      m_pool(pool),
      m_completer(new QCompleter(this)),
      m_model(new QStandardItemModel(this))
{
    m_completer->setWidget(edit);
    m_completer->setModel(m_model);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(10);
    connect(edit, &QLineEdit::textEdited, this, &FilterCompleter::offer);
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this,
            [this](const QModelIndex &index) { take(index.data(insertRole).toString()); });
}

void FilterCompleter::offer()
{
    if (!m_index)
        return;
    m_cursor = engine::filterCursor(m_edit->text(), m_edit->cursorPosition());
    const bool started = !m_cursor.prefix.isEmpty() || !m_cursor.field.isEmpty();
    m_jobs.cancelAll();
    if (!started)
        return show({});
    if (m_index->size() <= mostAtOnce)
        return show(m_index->complete(m_cursor, offered));
    m_jobs.run(
        m_pool, [index = m_index, cursor = m_cursor](std::stop_token) { return index->complete(cursor, offered); },
        [this, cursor = m_cursor](const std::vector<engine::FilterCompletion> &found) {
            if (cursor == engine::filterCursor(m_edit->text(), m_edit->cursorPosition()) && m_edit->hasFocus())
                show(found);
        });
}

void FilterCompleter::show(const std::vector<engine::FilterCompletion> &found)
{
    m_model->clear();
    for (const auto &candidate : found) {
        const QString detail =
            candidate.detail.isEmpty()
                ? (candidate.count > 0 ? base::groupedInteger(static_cast<qint64>(candidate.count)) : QString())
                : candidate.detail;
        auto *item = new QStandardItem(base::visibleText(candidate.text, 120) +
                                       (detail.isEmpty() ? QString() : u"   "_s + detail));
        item->setData(candidate.text, insertRole);
        m_model->appendRow(item);
    }
    if (found.empty()) {
        m_completer->popup()->hide();
        return;
    }
    const int before = m_edit->fontMetrics().horizontalAdvance(m_edit->text().left(static_cast<int>(m_cursor.from)));
    const int x = std::min(m_edit->width() - 40, m_edit->textMargins().left() + before);
    const int width = std::min(460, m_completer->popup()->sizeHintForColumn(0) +
                                        m_completer->popup()->verticalScrollBar()->sizeHint().width() + 24);
    m_completer->complete(QRect(x, 0, width, m_edit->height()));
}

void FilterCompleter::take(const QString &text)
{
    QString all = m_edit->text();
    const bool whole = !m_cursor.field.isEmpty(); // a value ends the term
    all.replace(m_cursor.from, m_cursor.length, whole ? QString(text + u' ') : text);
    m_edit->setText(all);
    m_edit->setCursorPosition(static_cast<int>(m_cursor.from + text.size() + (whole ? 1 : 0)));
    if (!whole)
        offer();
}

} // namespace wf::ui
