// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/incidents/deeds/linedialog.h"

namespace wf::ui {

// Who shall look after alerts from now on. Enter confirms, Esc cancels.
class AssignDialog final : public LineDialog {
    Q_OBJECT
public:
    // `people`: names that are offered while one types.
    AssignDialog(const QString &title, const QStringList &people, QWidget *parent);

Q_SIGNALS:
    void confirmed(const QString &owner, const QString &note);
};

} // namespace wf::ui
