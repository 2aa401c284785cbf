// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <QDialog>

class QLineEdit;

namespace wf::widgets {
class Segmented;
}
class QCheckBox;

namespace wf::ui {

// An acknowledgement with a note, another duration, or an end that stays.
class AckDialog final : public QDialog {
    Q_OBJECT
public:
    AckDialog(const QString &title, const QString &owner, QWidget *parent = nullptr);

Q_SIGNALS:
    void confirmed(const QString &note, qint64 durationNs, bool extendWhileFiring);

private:
    QLineEdit *m_note;
    widgets::Segmented *m_for;
    QCheckBox *m_extend;
};

} // namespace wf::ui
