// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/alert.h"

#include <QWidget>

namespace wf::ui {

// Matchers as chips; a click leaves one out or takes it in again. Wraps.
class MatcherChips final : public QWidget {
    Q_OBJECT
public:
    explicit MatcherChips(std::vector<signals::Matcher> matchers, QWidget *parent = nullptr);
    [[nodiscard]] std::vector<signals::Matcher> chosen() const;
    void setChosen(std::size_t index, bool chosen);
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override { return {300, heightForWidth(300)}; }

Q_SIGNALS:
    void changed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    [[nodiscard]] std::vector<QRect> places(int width) const;
    void speak();
    std::vector<signals::Matcher> m_matchers;
    std::vector<bool> m_chosen;
    std::size_t m_current = 0;
};

} // namespace wf::ui
