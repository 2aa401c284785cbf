// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>

namespace wf::wire {

struct Pixels {
    int width = 0, height = 0;
    QByteArray rgb;   // 3 bytes each
    QByteArray alpha; // empty: all opaque
};
// Reads a logo: PNG (w3.org/TR/png), 8 bits, grey or RGB, with or without alpha, not interlaced, at most 1 MiB and 2
// million pixels. Errors: Invalid, TooLarge, Unsupported.
[[nodiscard]] base::Result<Pixels> readPng(const QByteArray &file);

} // namespace wf::wire
