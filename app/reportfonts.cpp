// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reportfonts.h"

#include "resources/assets.h"

#include <QFile>

#include <array>

namespace wf::app {

wire::PdfFontFiles reportFonts()
{
    initAssets();
    static constexpr std::array names{"WatchfloorSans-Regular", "WatchfloorSans-Medium", "WatchfloorSans-SemiBold",
                                      "JetBrainsMono-Regular"};
    wire::PdfFontFiles out;
    for (std::size_t i = 0; i < out.size(); ++i) {
        QFile file(QStringLiteral(":/wf/fonts/%1.ttf").arg(QLatin1String(names[i])));
        if (file.open(QIODevice::ReadOnly))
            out[i] = file.readAll();
    }
    return out;
}

} // namespace wf::app
