// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QString>
#include <QWidget>

#include <vector>

namespace wf::widgets {

struct Theme;

struct ScatterKey {
    int color = 0; // index into the series colours
    bool hollow = false;
    bool error = false;
    QString text; // outside text
};

// What the marks of a scatter mean, in one line.
class ScatterLegend final : public QWidget {
    Q_OBJECT
public:
    explicit ScatterLegend(QWidget *parent = nullptr);
    void setKeys(std::vector<ScatterKey> keys);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QString textOf(const ScatterKey &key) const;
    std::vector<ScatterKey> m_keys;
};

// One mark, as scatter and legend paint it.
void paintScatterMark(QPainter &p, QPointF at, const ScatterKey &key, const Theme &theme);

} // namespace wf::widgets
