// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

namespace wf::widgets {

// A push button with an optional icon and key hint ("Acknowledge  A"). `primary` fills it with the accent: one per
// view.
class Button : public QPushButton {
    Q_OBJECT
public:
    // What it shows beside its text, from most to least.
    enum class Room { All, NoIcon, TextOnly };
    explicit Button(const QString &text, const QString &icon = {}, const QString &keyHint = {},
                    QWidget *parent = nullptr);
    void setPrimary(bool primary);
    void setDanger(bool danger);
    void setKeyHint(const QString &hint);
    void setRoom(Room room);
    [[nodiscard]] Room room() const { return m_room; }
    [[nodiscard]] int widthIn(Room room) const; // in pixels
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_iconName, m_keyHint;
    Room m_room = Room::All;
    bool m_primary = false;
    bool m_danger = false;
};

// Borderless icon button; `name` is spoken and shown as tool tip together with the key.
class IconButton : public QToolButton {
    Q_OBJECT
public:
    IconButton(const QString &icon, const QString &name, const QString &keyHint = {}, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_iconName;
};

// "region All ▾": caption in secondary, value in primary; opens a popup or menu.
class PickButton : public QToolButton {
    Q_OBJECT
public:
    explicit PickButton(const QString &caption, const QString &value = {}, const QString &icon = {},
                        QWidget *parent = nullptr);
    void setValue(const QString &value); // outside text allowed
    [[nodiscard]] const QString &value() const { return m_value; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_caption, m_value, m_iconName;
};

// Two or more exclusive choices side by side.
class Segmented : public QWidget {
    Q_OBJECT
public:
    explicit Segmented(const QStringList &choices, QWidget *parent = nullptr);
    void setCurrent(int index);
    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void currentChanged(int index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QRect segment(int index) const;
    QStringList m_choices;
    int m_current = 0;
};

// Line edit with filter icon and "/" hint; emits `filterChanged` after 120 ms of quiet.
class FilterEdit : public QLineEdit {
    Q_OBJECT
public:
    explicit FilterEdit(const QString &placeholder, QWidget *parent = nullptr);
Q_SIGNALS:
    void filterChanged(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace wf::widgets
