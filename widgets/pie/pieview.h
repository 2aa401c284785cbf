// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/display/figures.h"

#include <QWidget>

namespace wf::widgets {

// Shares of a whole with a legend beside or below; negative and missing values have no slice.
class PieView final : public QWidget {
    Q_OBJECT
public:
    explicit PieView(QWidget *parent = nullptr);
    void setTiles(std::vector<signals::Tile> tiles, bool isRing, bool legendRight);
    [[nodiscard]] const std::vector<double> &shares() const { return m_shares; } // of each tile, 0..1

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::vector<signals::Tile> m_tiles;
    std::vector<double> m_shares;
    bool m_isRing = false;
    bool m_legendRight = true;
};

} // namespace wf::widgets
