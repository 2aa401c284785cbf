// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QString>

#include <optional>

class QWidget;

namespace wf::ui {

enum class PictureFormat { Png, Svg, Pdf };
[[nodiscard]] std::optional<PictureFormat> pictureFormatOf(const QString &name); // "png" "svg" "pdf"

struct PictureWords {
    QString title, subtitle; // above the picture; outside text
};

// A widget as it stands, whole, with a title above it. SVG and PDF hold lines and words as shapes; PDF is one page as
// large as the widget. Error: TooLarge for a PNG beyond 100 million pixels. GUI thread.
[[nodiscard]] base::Result<QByteArray> paintedAs(PictureFormat format, QWidget &widget, const PictureWords &words);

} // namespace wf::ui
