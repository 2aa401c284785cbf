// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace wf::ui {

// What the colours of the onset lanes mean.
class LanesLegend final : public QWidget {
    Q_OBJECT
public:
    explicit LanesLegend(QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, 16}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QStringList m_words;
};

} // namespace wf::ui
