// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/dashboard/variable.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QListWidget;
class QWidget;

namespace wf::widgets {
class PlainLabel;
}

namespace wf::ui {

// The variables of a dashboard in their order: what they are asked with, and how they are chosen from.
class VariablesDialog final : public QDialog {
    Q_OBJECT
public:
    explicit VariablesDialog(std::vector<signals::BoardVariable> variables, QWidget *parent = nullptr);

    // Why they cannot be kept as they are; empty: they can.
    [[nodiscard]] QString problem() const;

Q_SIGNALS:
    void applied(const std::vector<wf::signals::BoardVariable> &variables);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void buildForm(QFormLayout *form);
    void list();
    void fill();
    void take();
    void add();
    void move(int by);
    void apply();
    [[nodiscard]] signals::BoardVariable *current();

    std::vector<signals::BoardVariable> m_variables;
    bool m_isFilling = false;
    QListWidget *m_list;
    QWidget *m_form;
    QLineEdit *m_name, *m_label, *m_query, *m_regex, *m_allValue;
    QComboBox *m_kind, *m_hide, *m_refresh, *m_sort;
    QCheckBox *m_multi, *m_all;
    widgets::PlainLabel *m_said;
};

} // namespace wf::ui
