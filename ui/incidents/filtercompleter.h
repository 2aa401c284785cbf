// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/alerts/index/alertindex.h"

#include <QCompleter>
#include <QLineEdit>
#include <QStandardItemModel>

namespace wf::ui {

// Completes the word at the cursor of the filter: fields with what they mean, values with how often they occur. Among
// very many alerts candidates are looked for on a pool, and come if the word is still the same then.
class FilterCompleter final : public QObject {
    Q_OBJECT
public:
    FilterCompleter(QLineEdit *edit, QThreadPool &pool); // which outlives it
    void setIndex(engine::AlertIndexPtr index) { m_index = std::move(index); }
    // Offers candidates now (typing does it by itself).
    void offer();

private:
    void show(const std::vector<engine::FilterCompletion> &found);
    void take(const QString &text);
    QLineEdit *m_edit;
    QThreadPool &m_pool;
    QCompleter *m_completer;
    QStandardItemModel *m_model;
    engine::AlertIndexPtr m_index;
    engine::FilterCursor m_cursor;
    async::JobScope m_jobs;
};

} // namespace wf::ui
