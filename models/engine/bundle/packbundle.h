// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/bundle/bundle.h"

#include <QByteArray>

namespace wf::engine {

// The file of a bundle: a zip file of JSON and of what the protocols of the trade carry (docs/decisions/0023). The same
// bundle gives the same bytes. Not for the GUI thread.
[[nodiscard]] base::Result<QByteArray> packBundle(const IncidentBundle &bundle);

// Bounds of what is opened: a file of 256 MiB, 512 MiB unpacked, 20 million samples, 1 million lines, 500,000 spans.
inline constexpr qint64 mostBundleBytes = qint64(256) << 20;

// What a file may be: hostile, cut off, of another time. A part that cannot be read is named in manifest.missing and
// the rest stands. Errors: NotUnderstood (no bundle), Unsupported (of a newer Watchfloor), TooLarge.
[[nodiscard]] base::Result<IncidentBundle> unpackBundle(QByteArrayView file);

// The same from a path. Storage: it cannot be read.
[[nodiscard]] base::Result<IncidentBundle> readBundle(const QString &path);

// Whole or not at all. Storage: it cannot be written.
[[nodiscard]] base::Status writeBundle(const IncidentBundle &bundle, const QString &path);

// The manifest as it stands in the file.
[[nodiscard]] QJsonObject manifestJson(const BundleManifest &manifest);

// A moment as bundles say it, in whole seconds: 2026-05-14T02:14:07Z.
[[nodiscard]] QString bundleTime(qint64 ns);
// "12 of 340 series", "80 log lines".
[[nodiscard]] QString portionText(const BundlePortion &portion);

} // namespace wf::engine
