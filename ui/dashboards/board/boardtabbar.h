// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabBar>

#include <vector>

namespace wf::ui {

// The tabs of a dashboard, or of a row in it (mock profiles.png): arrows walk through them, Home and End go to the
// ends. While a dashboard is edited, a right click or the menu key asks what to do with a tab, F2 and a double click
// rename it.
class BoardTabBar final : public QTabBar {
    Q_OBJECT
public:
    struct Tab {
        QString key;
        QString title; // outside text
        int row = 0;   // identifier of its panel
    };
    explicit BoardTabBar(QString key, QWidget *parent = nullptr);
    [[nodiscard]] const QString &key() const { return m_key; } // of the strip
    void setTabs(std::vector<Tab> tabs, int open);
    [[nodiscard]] const std::vector<Tab> &tabs() const { return m_tabs; }
    void setEditing(bool editing) { m_isEditing = editing; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {60, 30}; }

Q_SIGNALS:
    void chosen(const QString &strip, const QString &tab); // keys
    void menuAsked(int row, QPoint globalAt);
    void renameAsked(int row);

protected:
    void paintEvent(QPaintEvent *event) override;
    QSize tabSizeHint(int index) const override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QString titleOf(int index) const;
    QString m_key;
    std::vector<Tab> m_tabs;
    bool m_isEditing = false;
};

} // namespace wf::ui
