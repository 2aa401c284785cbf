// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/screen.h"

#include <QListView>

class QStandardItemModel;

namespace wf::ui {

// The screens, in groups. Rows 28, sections are not selectable; collapsed it shows icons with tool tips.
class Rail final : public QListView {
    Q_OBJECT
public:
    explicit Rail(QWidget *parent = nullptr);

    void addSection(const QString &title);
    void addScreen(const QString &key, const QString &title, const QString &icon);
    // Rows added after this stand at the bottom edge.
    void beginBottom();
    void setCurrentKey(const QString &key);
    void setBadge(const QString &key, const Screen::Badge &badge);
    // It stands in a window of its own: marked, and choosing it does not make it current here.
    void setAway(const QString &key, bool away);
    void setCollapsed(bool collapsed);
    [[nodiscard]] bool isCollapsed() const { return m_collapsed; }

Q_SIGNALS:
    void screenChosen(const QString &key);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void updateSpacer();
    void nameRow(int row);
    QStandardItemModel *m_model;
    int m_spacerRow = -1;
    bool m_collapsed = false;
    bool m_quiet = false;
};

} // namespace wf::ui
