// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>

namespace wf::ui {

// The pages of a screen, one under the other, as the rail shows screens.
class PageList final : public QListWidget {
public:
    explicit PageList(QWidget *parent = nullptr);
    void addPage(const QString &title, const QString &icon);
    static constexpr int wide = 190;
};

} // namespace wf::ui
