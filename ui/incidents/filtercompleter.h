// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/alertindex.h"

#include <QCompleter>
#include <QLineEdit>
#include <QStandardItemModel>

namespace wf::ui {

// Completes the word at the cursor of the filter: fields with what they mean, values with how often they occur.
class FilterCompleter final : public QObject {
    Q_OBJECT
public:
    explicit FilterCompleter(QLineEdit *edit);
    void setIndex(engine::AlertIndexPtr index) { m_index = std::move(index); }
    // Offers candidates now (typing does it by itself).
    void offer();

private:
    void take(const QString &text);
    QLineEdit *m_edit;
    QCompleter *m_completer;
    QStandardItemModel *m_model;
    engine::AlertIndexPtr m_index;
    engine::FilterCursor m_cursor;
};

} // namespace wf::ui
