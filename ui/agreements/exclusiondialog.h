// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/agreements/book/agreementrecords.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QComboBox;
class QDateTimeEdit;
class QLineEdit;
class QSpinBox;
QT_END_NAMESPACE

namespace wf::widgets {
class PlainLabel;
}

namespace wf::ui {

// Time that should not count, proposed for one contract; it counts until somebody approves it.
class ExclusionDialog final : public QDialog {
    Q_OBJECT
public:
    ExclusionDialog(const signals::Agreement &agreement, qint64 nowNs, const QString &actor, QWidget *parent = nullptr);
    void tell(const base::Status &status);

Q_SIGNALS:
    void proposed(const wf::signals::AgreementExclusion &exclusion, const wf::engine::SignOff &sign);

private:
    void propose();
    signals::Agreement m_agreement;
    QLineEdit *m_id;
    QComboBox *m_kind;
    QComboBox *m_clause;
    QLineEdit *m_section;
    QDateTimeEdit *m_start;
    QSpinBox *m_minutes;
    QLineEdit *m_what;
    QLineEdit *m_name;
    widgets::PlainLabel *m_problem;
};

} // namespace wf::ui
