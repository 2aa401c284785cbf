// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/boards/reading/filterproposals.h"

#include <QDialog>

class QComboBox;

namespace wf::widgets {
class Button;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

// One ad hoc filter: a label, how it is compared, a value. The sources propose labels and values; anything else may be
// written. What no selector can hold is said, and not taken.
class FilterDialog final : public QDialog {
    Q_OBJECT
public:
    explicit FilterDialog(engine::FilterProposals proposals, QWidget *parent = nullptr);
    [[nodiscard]] signals::AdHocFilter filter() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void askValues();
    void check();

    QComboBox *m_label, *m_op, *m_value;
    widgets::PlainLabel *m_problem;
    widgets::Button *m_ok;
    QString m_asked;                     // the label whose values are proposed
    engine::FilterProposals m_proposals; // last: stops first
};

} // namespace wf::ui
