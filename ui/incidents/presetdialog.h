// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace wf::ui {

// Gives the present filter a name.
class PresetDialog final : public QDialog {
    Q_OBJECT
public:
    explicit PresetDialog(const QString &filter, QWidget *parent = nullptr);

Q_SIGNALS:
    void confirmed(const QString &name);
};

} // namespace wf::ui
