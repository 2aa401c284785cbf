// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <functional>

namespace wf::store {

// How every question to the store is answered: later, on the thread that owns the Store, never from inside the call.
// Dropping the Request of a read cancels it. Dropping the Request of a write forgets the answer, never the write.
template<class T>
using Reply = std::function<void(base::Result<T>)>;

} // namespace wf::store
