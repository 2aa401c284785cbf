// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/logs/logsearch.h"
#include "models/items/rows/rowsmodel.h"

#include <QWidget>

namespace wf::widgets {
class Panel;
}

namespace wf::ui {

class FlatTable;

// What the lines have in common, most frequent first.
class PatternsTable final : public QWidget {
    Q_OBJECT
public:
    explicit PatternsTable(QWidget *parent = nullptr);
    void setPatterns(const engine::LogPatterns &patterns);
    void setLoading();
    [[nodiscard]] const signals::LogPattern *current() const; // null: none

Q_SIGNALS:
    void patternSelected(const wf::signals::LogPattern &pattern);
    void patternOpened(const wf::signals::LogPattern &pattern);
    void menuRequested(const QPoint &global);

private:
    items::RowsModel<signals::LogPattern, QString> *m_rows;
    FlatTable *m_table;
    widgets::Panel *m_panel;
    double m_total = 1;
};

// The longest part of a pattern that does not vary, to look for.
[[nodiscard]] QString fixedPart(const QString &pattern);

} // namespace wf::ui
