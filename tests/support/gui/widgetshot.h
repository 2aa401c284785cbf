// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>

class QWidget;

namespace wf::support {

// The widget as it paints itself at this size, 32 bit, device pixel ratio 1. Shows it offscreen first so that layouts,
// polish and resize events have happened.
[[nodiscard]] QImage shoot(QWidget &widget, QSize size);

struct ImageDifference {
    double share = 0; // of pixels that differ by more than the tolerance in any channel; 1 when sizes differ
    int worst = 0;    // largest difference of a channel, 0..255
    QRect where;      // bounding box of what differs
};
[[nodiscard]] ImageDifference difference(const QImage &a, const QImage &b, int channelTolerance = 0);

// Pixels that are not of this colour: "something was painted".
[[nodiscard]] int inkPixels(const QImage &image, QRgb background);

// Empty when `image` equals the stored reference up to `share` of its pixels (text may differ by half a percent); else
// what differs and where the new image was put. WF_UPDATE_SHOTS=1 in the environment stores it as the reference
// instead.
[[nodiscard]] QString compareWithReference(const QImage &image, const QString &referenceFile, double share = 0.005,
                                           int channelTolerance = 8);

} // namespace wf::support
