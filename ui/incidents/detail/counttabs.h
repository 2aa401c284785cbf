// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

namespace wf::ui {

// Tabs with how much is behind each: "Activity 9". Left and Right go through them; the current one is underlined.
class CountTabs final : public QWidget {
    Q_OBJECT
public:
    explicit CountTabs(const QStringList &names, QWidget *parent = nullptr);
    void setCount(int tab, int count); // below 0: none is shown
    void setCurrent(int tab);
    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] QSize sizeHint() const override { return {300, 32}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 32}; }

Q_SIGNALS:
    void currentChanged(int tab);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Tab {
        QString name;
        int count = -1;
    };
    [[nodiscard]] std::vector<QRectF> places() const;
    void speak();

    std::vector<Tab> m_tabs;
    int m_current = 0;
};

} // namespace wf::ui
