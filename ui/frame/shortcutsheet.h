// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QDialog>

namespace wf::ui {

// "?" lists every key that works here.
class ShortcutSheet final : public QDialog {
    Q_OBJECT
public:
    ShortcutSheet(const QList<QAction *> &actions, QWidget *parent = nullptr);
};

} // namespace wf::ui
