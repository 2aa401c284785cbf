// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace wf::ui {

// One of a few large answers: icon, title, what it means in a line or two, and the key that takes it.
class ChoiceButton final : public QAbstractButton {
    Q_OBJECT
public:
    ChoiceButton(const QString &icon, const QString &title, const QString &detail, const QString &keyHint,
                 QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    [[nodiscard]] QRect detailRect(int width) const;

    QString m_iconName, m_detail, m_keyHint;
};

} // namespace wf::ui
