// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace wf::ui {

// One sentence why, for what is written into the audit trail.
class ReasonDialog final : public QDialog {
    Q_OBJECT
public:
    // `what` says what will be recorded; `confirm` is the button's word.
    ReasonDialog(const QString &title, const QString &what, const QString &confirm, QWidget *parent = nullptr);

Q_SIGNALS:
    void confirmed(const QString &reason);
};

} // namespace wf::ui
