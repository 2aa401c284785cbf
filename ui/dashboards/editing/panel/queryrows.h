// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/dashboard/panel.h"

#include <QWidget>

class QComboBox;
class QVBoxLayout;

namespace wf::ui {

// The queries of a panel: expression, legend, hidden or not; added and removed. What a query has beside these stays.
class QueryRows final : public QWidget {
    Q_OBJECT
public:
    explicit QueryRows(QWidget *parent = nullptr);

    void setTargets(std::vector<signals::PanelTarget> targets, const signals::DataSourceRef &source);
    [[nodiscard]] const std::vector<signals::PanelTarget> &targets() const { return m_targets; }

Q_SIGNALS:
    void changed();

private:
    void rebuild();
    void addRow(std::size_t index);
    [[nodiscard]] QComboBox *languageChoice(std::size_t index);
    void add();
    void remove(std::size_t index);

    std::vector<signals::PanelTarget> m_targets;
    signals::DataSourceRef m_source;
    QVBoxLayout *m_rows;
};

} // namespace wf::ui
