"""Run folders that no honest program writes, each small for the harm that it is meant to do.

Each function makes the run `r` in a folder. The pickles are made of instructions, because Python's own
pickler would not write them.
"""

import glob
import gzip
import hashlib
import json
import os
import shutil
import struct

INPUTS = {}
LARGEST_FILE = 1 << 43  # what most file systems allow


def hostile(function):
    INPUTS[function.__name__] = function
    return function


# MARK: Files


def write(folder, name, data):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data.encode() if isinstance(data, str) else data)


def sparse(folder, name, size):
    write(folder, name, b"")
    os.truncate(os.path.join(folder, name), size)


def describe(folder, shapes, *, names=None, storage="dict", masks=None, errors="continue", **others):
    document = {
        "all_output_names": sorted(names if names is not None else shapes),
        "shapes": shapes,
        "resolved_shapes": shapes,
        "shape_masks": masks or {name: [True] * len(shape) for name, shape in shapes.items()},
        "storage": storage,
        "error_handling": errors,
        "pipefunc_version": "0.93.2",
        "mapspecs_as_strings": [],
    }
    write(folder, "r/run_info.json", json.dumps(document | others))


# MARK: Instructions of pickles


def text(value):
    data = value.encode()
    return b"X" + struct.pack("<I", len(data)) + data


def binary(data):
    return b"B" + struct.pack("<I", len(data)) + data


def integer(value):
    return b"\x8a\x08" + struct.pack("<q", value)


def small(value):
    return b"K" + bytes([value]) if value < 256 else b"J" + struct.pack("<i", value)


def tuple_of(*items):
    return b"(" + b"".join(items) + b"t"


def list_of(items):
    return b"](" + b"".join(items) + b"e"


def dictionary(pairs):
    return b"}(" + b"".join(key + value for key, value in pairs) + b"u"


def fields(**values):
    return dictionary((text(key), value) for key, value in values.items())


def name(module, name):
    return f"c{module}\n{name}\n".encode()


def called(callable, *arguments):
    return callable + tuple_of(*arguments) + b"R"


def instance(of, *arguments):
    return of + tuple_of(*arguments) + b"\x81"


def stated(thing, state):
    return thing + state + b"b"


def keep(number):
    """Puts the top of the stack into the memo and drops it."""
    return b"r" + struct.pack("<I", number) + b"0"


def entry(number):
    return b"h" + bytes([number]) if number < 256 else b"j" + struct.pack("<I", number)


def pickle(body):
    return b"\x80\x05" + body + b"."


ERROR = name("pipefunc.exceptions", "ErrorSnapshot")
PROPAGATED = name("pipefunc.exceptions", "PropagatedErrorSnapshot")
BOOM = called(name("builtins", "ValueError"), text("boom"))


def error(state):
    return stated(instance(ERROR), state)


def elements(folder, before, items, **others):
    """An output whose elements are the items, stored in one dictionary."""
    describe(folder, {"y": [len(items)]}, **others)
    body = before + dictionary((b"(" + small(i) + b"t", item) for i, item in enumerate(items))
    write(folder, "r/outputs/y/dict_array.cloudpickle", pickle(body))


def single(folder, body):
    describe(folder, {}, names=["y"])
    write(folder, "r/outputs/y.cloudpickle", pickle(body))


# MARK: Stored errors


@hostile
def causes_that_share_their_causes(folder):
    before = error(fields(exception=BOOM, traceback=text("ValueError: boom\n"))) + keep(0)
    for level in range(8):
        inputs = dictionary(
            (text(f"p{i}"), fields(error=entry(level))) for i in range(10)
        )
        before += stated(instance(PROPAGATED), fields(error_info=inputs)) + keep(level + 1)
    elements(folder, before, [entry(8)] * 100)


@hostile
def causes_in_bytes_that_share(folder):
    """Each level is a pickle in bytes, to which many inputs refer."""
    inner = pickle(error(fields(exception=BOOM)))
    for _ in range(8):
        inputs = dictionary((text(f"p{i}"), fields(error=entry(0))) for i in range(100))
        inner = pickle(
            binary(inner) + keep(0) + stated(instance(PROPAGATED), fields(error_info=inputs))
        )
    elements(folder, binary(inner) + keep(1), [
        stated(instance(PROPAGATED), fields(error_info=dictionary([(text("p"), fields(error=entry(1)))])))
        for _ in range(5_000)
    ])


@hostile
def one_state_of_many_errors(folder):
    before = fields(exception=BOOM, args=tuple_of(), kwargs=dictionary([])) + keep(0)
    elements(folder, before, [error(entry(0))] * 3_000)


@hostile
def one_big_state_of_many_errors(folder):
    before = dictionary((text(f"a{i}"), b"N") for i in range(3_000)) + keep(0)
    elements(folder, before, [error(entry(0))] * 3_000)


@hostile
def a_traceback_of_newlines(folder):
    elements(folder, b"", [error(fields(exception=BOOM, traceback=text("\n" * 50_000)))])


@hostile
def tracebacks_of_newlines(folder):
    elements(folder, b"", [error(fields(exception=BOOM, traceback=text("\n" * 5_000)))] * 100)


@hostile
def a_traceback_of_carets(folder):
    trace = "Traceback (most recent call last):\n" + "  | " * 20_000 + "ValueError: " * 5_000 + "\n"
    elements(folder, b"", [error(fields(exception=BOOM, traceback=text(trace)))] * 5)


@hostile
def one_traceback_of_many_errors(folder):
    before = text("Traceback\n" + "x" * 100_000 + "\n") + keep(0)
    elements(folder, before, [error(fields(exception=BOOM, traceback=entry(0)))] * 5_000)


@hostile
def one_traceback_of_many_errors_streamed(folder):
    before = text("Traceback\n" + "x" * 50_000 + "\n") + keep(0)
    elements(folder, before, [error(fields(exception=BOOM, traceback=entry(0)))] * 50_000)


@hostile
def one_object_as_keys(folder):
    before = error(fields(exception=BOOM)) + keep(0)
    pairs = b"".join(entry(0) + b"N" for _ in range(190_000))
    describe(folder, {"y": [5]})
    write(folder, "r/outputs/y/dict_array.cloudpickle", pickle(before + b"}(" + pairs + b"u"))


@hostile
def one_big_tuple_as_keys(folder):
    before = tuple_of(*[small(0)] * 20_000) + keep(0)
    pairs = b"".join(entry(0) + b"N" for _ in range(20_000))
    describe(folder, {"y": [5]})
    write(folder, "r/outputs/y/dict_array.cloudpickle", pickle(before + b"}(" + pairs + b"u"))


@hostile
def state_whose_keys_are_one_object(folder):
    before = error(fields(exception=BOOM)) + keep(0)
    state = b"}(" + b"".join(entry(0) + b"N" for _ in range(100_000)) + b"u" + keep(1)
    elements(folder, before + state, [error(entry(1))] * 1_000)


# MARK: Values


@hostile
def a_text_shared_90000_times(folder):
    before = text("x" * 1_000) + keep(0) + list_of([entry(0)] * 300) + keep(1)
    single(folder, before + list_of([entry(1)] * 300))


@hostile
def elided_lists(folder):
    body = b"N" + keep(0)
    for level in range(8):
        body += list_of([entry(level)] * 300) + keep(level + 1)
    single(folder, body + entry(8))


@hostile
def one_long_integer_shared(folder):
    before = b"\x8b" + struct.pack("<I", 4_096) + b"\x7f" * 4_096 + keep(0)
    before += list_of([entry(0)] * 100) + keep(1)
    single(folder, before + list_of([entry(1)] * 100))


@hostile
def long_integers(folder):
    one = b"\x8b" + struct.pack("<I", 1_700) + b"\x7f" * 1_700
    single(folder, list_of([one] * 9_000))


@hostile
def long_decimal_integers(folder):
    one = b"L" + b"7" * 4_000 + b"L\n"
    single(folder, list_of([one] * 2_000))


@hostile
def a_chain_of_datetimes(folder):
    body = b"N"
    for _ in range(4_000):
        body = name("datetime", "datetime") + body + b"\x85R"
    single(folder, body[:400_000])
    body = b"N" + keep(0)
    for number in range(20_000):
        body += name("datetime", "datetime") + binary(b"\x07\xe6\x01\x01\0\0\0\0\0\0")
        body += entry(number) + b"\x86R" + keep(number + 1)
    single(folder, body + entry(20_000))


@hostile
def a_chain_of_zones(folder):
    body = b"N" + keep(0)
    for number in range(20_000):
        body += name("datetime", "timezone") + entry(number) + b"\x85R" + keep(number + 1)
    body += name("datetime", "datetime") + binary(b"\x07\xe6\x01\x01\0\0\0\0\0\0")
    single(folder, body + entry(20_000) + b"\x86R")


@hostile
def functions_in_functions(folder):
    function = pickle(name("__main__", "f"))
    for _ in range(600):
        function = pickle(
            stated(
                instance(name("pipefunc._pipefunc", "PipeFunc")),
                fields(func=binary(function), __name__=text("named")),
            )
        )
    elements(folder, binary(function) + keep(0), [error(fields(function=entry(0)))] * 500)


@hostile
def many_functions_in_functions(folder):
    function = pickle(b"")
    function = pickle(list_of([b"N"] * 100_000))
    elements(folder, b"", [
        error(fields(function=binary(function + bytes([i])))) for i in range(50)
    ])


@hostile
def objects_in_objects(folder):
    body = b"N" + keep(0)
    for number in range(30_000):
        body += stated(instance(name("m", "C")), entry(number)) + keep(number + 1)
    single(folder, body + entry(30_000))


@hostile
def calls_of_calls(folder):
    body = name("m", "C") + keep(0)
    for number in range(60_000):
        body += entry(number) + b")R" + keep(number + 1)
    single(folder, body + entry(60_000))


@hostile
def partials_of_partials(folder):
    for module, call in [("functools", "partial"), ("copyreg", "_reconstructor"),
                         ("builtins", "getattr"), ("operator", "attrgetter"),
                         ("cloudpickle.cloudpickle", "_make_skeleton_class"),
                         ("_codecs", "encode"), ("numpy", "dtype"), ("numpy._core.multiarray", "scalar"),
                         ("numpy._core.numeric", "_frombuffer"), ("pandas._libs.internals", "_unpickle_block"),
                         ("collections", "OrderedDict"), ("decimal", "Decimal"), ("fractions", "Fraction"),
                         ("pathlib", "PosixPath"), ("uuid", "UUID"), ("types", "SimpleNamespace"),
                         ("builtins", "slice"), ("builtins", "range"), ("zoneinfo", "ZoneInfo")]:
        body = b"N" + keep(0)
        for number in range(10_000):
            body += name(module, call) + tuple_of(entry(number), entry(number)) + b"R" + keep(number + 1)
        os.makedirs(os.path.join(folder, "r/outputs"), exist_ok=True)
        write(folder, f"r/outputs/{call}.cloudpickle", pickle(body + entry(10_000)))
    names = [file.split(".")[0] for file in os.listdir(os.path.join(folder, "r/outputs"))]
    describe(folder, {}, names=names)


def array(dtype, order, shape, data):
    kind = name("numpy", "dtype") + tuple_of(text(dtype), b"\x89", b"\x88") + b"R"
    kind += tuple_of(small(3), text(order), b"NNN", b"J\xff\xff\xff\xffJ\xff\xff\xff\xff", small(0)) + b"b"
    made = name("numpy._core.multiarray", "_reconstruct")
    made += tuple_of(name("numpy", "ndarray"), small(0) + b"\x85", binary(b"b")) + b"R"
    return stated(made, tuple_of(small(1), tuple_of(*map(integer, shape)), kind, b"\x89", data))


def moments(dtype, unit, step, values):
    kind = name("numpy", "dtype") + tuple_of(text(dtype), b"\x89", b"\x88") + b"R"
    meta = tuple_of(dictionary([]), tuple_of(binary(unit.encode()), integer(step), small(1), small(1)))
    kind += tuple_of(small(4), text("<"), b"NNN", b"J\xff\xff\xff\xffJ\xff\xff\xff\xff", small(0), meta) + b"b"
    made = name("numpy._core.multiarray", "_reconstruct")
    made += tuple_of(name("numpy", "ndarray"), small(0) + b"\x85", binary(b"b")) + b"R"
    data = b"".join(struct.pack("<q", value) for value in values)
    return stated(
        made, tuple_of(small(1), tuple_of(integer(len(values))), kind, b"\x89", binary(data)))


EXTREMES = [-(2**63), -(2**63) + 1, 2**63 - 1, 2**62, -(2**62), 2**31, -(2**31), 0, 1, -1]


@hostile
def moments_at_their_ends(folder):
    items = []
    for dtype in ["M8", "m8"]:
        for unit in ["Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as", "generic", "", "?"]:
            for step in [1, 7, 1000, 2**31 - 1, 2**62, 2**63 - 1, 0, -1, -(2**63)]:
                items.append(moments(dtype, unit, step, EXTREMES))
    single(folder, list_of(items))


@hostile
def arrays_of_odd_shapes(folder):
    items = []
    for dtype in ["f8", "i8", "u1", "S0", "U0", "S9223372036854775807", "V0", "V4", "O", "b1", "c16", "f2", "U4611686018427387904"]:
        for shape in [[0], [2**62, 4], [2**63 - 1], [-1], [-(2**63)], [2**32, 2**32], [0, 2**63 - 1], [1] * 64, [2] * 63, []]:
            items.append(array(dtype, "<", shape, binary(b"12345678" * 4)))
    single(folder, list_of(items))


@hostile
def numbers_at_their_ends(folder):
    items = []
    for module, call in [("datetime", "timedelta"), ("datetime", "timezone"), ("builtins", "range"),
                         ("builtins", "slice"), ("builtins", "complex"), ("fractions", "Fraction"),
                         ("pandas._libs.tslibs.timestamps", "_unpickle_timestamp"),
                         ("pandas._libs.tslibs.timedeltas", "_timedelta_unpickle"),
                         ("pandas._libs.tslibs.period", "_unpickle_period") , ("uuid", "UUID"),
                         ("datetime", "datetime"), ("datetime", "date"), ("datetime", "time")]:
        for first in EXTREMES:
            for second in EXTREMES[:4]:
                items.append(called(name(module, call), integer(first), integer(second), integer(first)))
                items.append(called(name(module, call), integer(first)))
    single(folder, list_of(items))


@hostile
def a_key_beyond_all(folder):
    describe(folder, {"y": ["?", 3]})
    pairs = [(tuple_of(integer(a), integer(b)), error(fields(exception=BOOM)))
             for a in EXTREMES for b in [0, 1, 2, 3, 2**63 - 1, -(2**63)]]
    pairs.append((tuple_of(integer(2**61), integer(2)), BOOM))
    write(folder, "r/outputs/y/dict_array.cloudpickle", pickle(dictionary(pairs)))


# MARK: Types and columns


def dtype(code, size=8, subarray=b"N", names=b"N", types=b"N"):
    made = called(name("numpy", "dtype"), text(code), b"\x89", b"\x88")
    return stated(
        made, tuple_of(small(3), text("<"), subarray, names, types, integer(size), small(1), small(0)))


def numbers(shape, data=b"", kind=dtype("i8")):
    made = name("numpy.core.multiarray", "_reconstruct")
    made += tuple_of(name("numpy", "ndarray"), small(0) + b"\x85", binary(b"b")) + b"R"
    return stated(
        made, tuple_of(small(1), tuple_of(*map(integer, shape)), kind, b"\x89", binary(data)))


def index(of, **parts):
    return called(name("pandas.core.indexes.base", "_new_Index"), name("pandas", of), fields(**parts))


def levels(level, codes):
    return index("MultiIndex", levels=list_of([entry(level)] * 64), codes=list_of([entry(codes)] * 64))


def repeated(folder, body, count):
    """An output that is a list of lists, with so many references to one value."""
    width = min(count, 1_000)
    lists = keep(9_000) + list_of([entry(9_000)] * width) + keep(9_001)
    single(folder, body + lists + list_of([entry(9_001)] * (count // width)))


NO_ROWS_OF_MANY_SIZES = [0] + [2**62] * 63


def a_long_type():
    """Arrays in arrays of no size: the notation takes 8 KB."""
    kind = dtype("i8")
    for _ in range(6):
        kind = dtype("V0", 0, tuple_of(kind, tuple_of(*map(integer, NO_ROWS_OF_MANY_SIZES))))
    return kind


@hostile
def types_of_sizes_below_zero(folder):
    kind = dtype("V16", 16, names=tuple_of(text("a")),
                 types=fields(a=tuple_of(called(name("numpy", "dtype"), text("i-8")), small(0))))
    scalar = called(name("numpy.core.multiarray", "scalar"),
                    called(name("numpy", "dtype"), text("i-8")), binary(b"12345678"))
    single(folder, list_of([scalar, numbers([1], b"0" * 16, kind)]))


@hostile
def a_long_type_shared(folder):
    repeated(folder, a_long_type(), 100_000)


@hostile
def levels_of_long_types(folder):
    body = a_long_type() + keep(0) + numbers([0], kind=entry(0)) + keep(1)
    repeated(folder, body + levels(1, 1), 10_000)


@hostile
def levels_of_levels(folder):
    body = numbers([0]) + keep(0)
    for level in range(3):
        body += levels(level, 0) + keep(level + 1)
    repeated(folder, body + entry(3), 1_000)


@hostile
def levels_without_rows(folder):
    repeated(folder, numbers([0]) + keep(0) + levels(0, 0), 100_000)


@hostile
def levels_of_missing_values(folder):
    repeated(folder, numbers([1_000], b"\xff" * 8_000) + keep(0) + levels(0, 0), 10_000)


@hostile
def an_array_of_many_sizes_shared(folder):
    repeated(folder, numbers(NO_ROWS_OF_MANY_SIZES), 100_000)


@hostile
def a_sparse_array_of_many_coordinates(folder):
    places = tuple_of(*[entry(0)] * 64)
    state = fields(_shape=tuple_of(small(3), small(3)), data=entry(0), coords=places)
    body = numbers([1_000], b"\x81" * 8_000) + keep(0)
    repeated(folder, body + stated(instance(name("scipy.sparse", "coo_array")), state), 200)


@hostile
def frames_of_blocks_without_columns(folder):
    block = called(name("pandas._libs.internals", "_unpickle_block"), numbers([1, 0]),
                   numbers([1], struct.pack("<q", 5)), small(2))
    axes = [index("RangeIndex", start=small(0), stop=small(stop), step=small(1)) for stop in (1, 0)]
    manager = called(name("pandas.core.internals.managers", "BlockManager"),
                     tuple_of(*[entry(0)] * 1_000), list_of(axes))
    frame = stated(instance(name("pandas", "DataFrame")), fields(_mgr=manager, _typ=text("dataframe")))
    repeated(folder, block + keep(0) + frame, 10_000)


@hostile
def types_that_lack_one_field(folder):
    inner = [(text("a"), tuple_of(dtype("i8"), small(0)))] + [(text(f"f{i}"), b"N") for i in range(1_998)]
    body = dtype("V8", names=tuple_of(text("a")), types=dictionary(inner)) + keep(0)
    body += tuple_of(entry(0), small(0)) + keep(1)
    names = [text(f"n{i}") for i in range(500)]
    places = dictionary((key, entry(1)) for key in names[:-1])
    body += tuple_of(small(3), text("|"), b"N", tuple_of(*names), places, small(8), small(1), small(0))
    body += keep(2)
    kind = stated(called(name("numpy", "dtype"), text("V8")), entry(2))
    body += list_of([kind] * 1_000) + keep(3) + list_of([entry(3)] + [kind] * 3_000)
    for _ in range(28):
        body = body + keep(4) + list_of([entry(4)])
    single(folder, body)


@hostile
def members_of_one_long_value(folder):
    body = text("a" * 2_000_000 + "b") + keep(0)
    members = dictionary((text(f"m{i}"), entry(0)) for i in range(1_000))
    made = called(name("cloudpickle.cloudpickle", "_make_skeleton_enum"), tuple_of(name("enum", "Enum")),
                  text("E"), text("E"), members, text("m"), text("t"), b"N")
    repeated(folder, body + called(made, text("a" * 2_000_000 + "c")), 10_000)


@hostile
def variables_of_one_long_name(folder):
    body = text("k" * 8_000_000) + keep(0)
    state = fields(_variables=dictionary([(entry(0), b"N")] * 1_000), _coord_names=list_of([text("q")]))
    repeated(folder, body + stated(instance(name("xarray.core.dataset", "Dataset")), state), 10_000)


def arrow_schema(count, length):
    """A schema of one structure of fields, which all are one and the same field of a long name."""
    data = bytearray(4)

    def align():
        data.extend(bytes(-len(data) % 4))
        return len(data)

    def slots(offsets, size):
        place = align()
        data.extend(struct.pack(f"<{2 + len(offsets)}H", 4 + 2 * len(offsets), size, *offsets))
        return place

    def table(slots, size):
        place = align()
        data.extend(struct.pack("<i", place - slots) + bytes(size - 4))
        return place

    def vector(count):
        place = align()
        data.extend(struct.pack("<I", count) + bytes(4 * count))
        return place

    def refer(place, target):
        struct.pack_into("<I", data, place, target - place)

    of_message, of_schema = slots([0, 4, 8, 0], 12), slots([0, 4], 8)
    of_field, of_nothing = slots([16, 0, 4, 8, 0, 12], 20), slots([], 4)
    message, schema = table(of_message, 12), table(of_schema, 8)
    columns, structure, children = vector(1), table(of_field, 20), vector(count)
    child, no_children, nothing = table(of_field, 20), vector(0), table(of_nothing, 4)
    label = align()
    data.extend(struct.pack("<I", length) + b"n" * length + b"\0")
    refer(0, message)
    data[message + 4] = 1
    refer(message + 8, schema)
    refer(schema + 4, columns)
    refer(columns + 4, structure)
    data[structure + 4], data[child + 4] = 13, 1
    refer(structure + 12, children)
    refer(child + 12, no_children)
    for number in range(count):
        refer(children + 4 + 4 * number, child)
    for field in (structure, child):
        refer(field + 8, nothing)
        refer(field + 16, label)
    align()
    return b"\xff\xff\xff\xff" + struct.pack("<I", len(data)) + bytes(data) + bytes(8)


@hostile
def fields_of_one_long_name(folder):
    frame = instance(name("polars.dataframe.frame", "DataFrame"))
    repeated(folder, stated(frame, binary(arrow_schema(9_000, 1_000_000))), 10_000)


@hostile
def fields_of_one_name_in_a_series(folder):
    series = instance(name("polars.series.series", "Series"))
    repeated(folder, stated(series, binary(arrow_schema(9_000, 500))), 10_000)


@hostile
def moments_beyond_all_years(folder):
    moment = called(name("datetime", "datetime"), binary(b"\xff\xff\x0c\x1f\x17\x3b\x3b\xff\xff\xff"))
    ends = [-(2**63), 2**63 - 1]
    single(folder, list_of([moment] + [
        index("RangeIndex", start=integer(ends[a]), stop=integer(ends[1 - a]), step=integer(step))
        for a in (0, 1) for step in EXTREMES if step]))


# MARK: Descriptions


def joined(folder, names, sizes, mask, storage):
    all_names = [f"a{i}" for i in range(names)]
    key = ",".join(all_names)
    describe(
        folder, {key: [1] * sizes}, names=all_names, storage=storage,
        masks={key: [i < mask for i in range(sizes)]},
        mapspecs_as_strings=["x[i] -> " + ", ".join(name + "[i]" for name in all_names)])


@hostile
def names_joined_1000(folder):
    joined(folder, 1_000, 50_000, 50_000, "file_array")


@hostile
def names_joined_with_inner_sizes(folder):
    joined(folder, 1_000, 50_000, 10, "dict")


@hostile
def names_joined_10000(folder):
    joined(folder, 10_000, 400_000, 10, "file_array")


@hostile
def names_joined_with_values(folder):
    """Every output has one element, a block along the inner dimensions."""
    joined(folder, 500, 30_000, 1, "zarr_file_array")
    for i in range(500):
        write(folder, f"r/outputs/a{i}/mask/c/0", b"x")
        write(folder, f"r/outputs/a{i}/array/c/0", b"x")


@hostile
def many_output_names(folder):
    names = ",".join(f'"o{i}"' for i in range(1_600_000))
    write(folder, "r/run_info.json",
          '{"all_output_names":[%s],"shapes":{},"storage":"file_array"}' % names)


@hostile
def many_mapspecs(folder):
    specs = ",".join('"x[i]->o%x[i]"' % i for i in range(700_000))
    write(folder, "r/run_info.json",
          '{"mapspecs_as_strings":[%s],"shapes":{},"storage":"file_array"}' % specs)


@hostile
def many_short_strings(folder):
    write(folder, "r/run_info.json",
          '{"all_output_names":[%s""],"shapes":{},"storage":"file_array"}' % ('"",' * 4_000_000))


@hostile
def many_shapes(folder):
    shapes = ",".join('"o%x":[1]' % i for i in range(700_000))
    names = ",".join('"o%x"' % i for i in range(400_000))
    write(folder, "r/run_info.json",
          '{"all_output_names":[%s],"shapes":{%s},"storage":"dict"}' % (names, shapes))


@hostile
def fewer_output_names(folder):
    names = ",".join('"o%x"' % i for i in range(14_000))
    write(folder, "r/run_info.json", '{"all_output_names":[%s],"shapes":{},"storage":"file_array"}' % names)


@hostile
def inputs_times_outputs(folder):
    sides = [", ".join(f"{side}{i}[i]" for i in range(14_000)) for side in "xy"]
    describe(folder, {}, names=[f"y{i}" for i in range(14_000)], mapspecs_as_strings=[sides[0] + " -> " + sides[1]])


@hostile
def many_inputs(folder):
    paths = ",".join('"o%x":""' % i for i in range(1_000_000))
    write(folder, "r/run_info.json",
          '{"all_output_names":["y"],"shapes":{},"storage":"dict","input_paths":{%s}}' % paths)


@hostile
def many_numbers_in_a_shape(folder):
    write(folder, "r/run_info.json",
          '{"all_output_names":["y"],"shapes":{"y":[%s1]},"storage":"dict"}' % ("1," * 8_000_000))


@hostile
def outputs_with_times(folder):
    names = [f"o{i}" for i in range(14_000)]
    outputs = {name: {"progress": 1.0, "complete": True, "n_total": 1, "n_completed": 1, "n_failed": 0,
                      "started_at": 1.0, "updated_at": 2.0, "elapsed_seconds": 3.0} for name in names}
    functions = [{"name": name, "output_names": [name], "elapsed_seconds": 1.0} for name in names]
    describe(folder, {}, names=names, mapspecs_as_strings=[f"x[i] -> {name}[i]" for name in names])
    write(folder, "r/pipefunc_status.json",
          json.dumps({"status": "running", "outputs": outputs, "functions": functions, "updated_at": 1.0}))


# MARK: Heartbeats


def document(body, size):
    """A heartbeat of about so many bytes, with the body as often as it fits."""
    return body(size)


def outputs_of(size, value="{}"):
    count = size // (11 + len(value))
    return '"outputs":{' + ",".join('"o%x":%s' % (i, value) for i in range(count)) + "}"


BODIES = {
    "outputs": outputs_of,
    "few_outputs": lambda size: '"outputs":{' + ",".join('"o%x":{}' % i for i in range(14_000)) + "}",
    "lists": lambda size: '"x":[%s[]]' % ("[]," * (size // 3)),
    "fewer_lists": lambda size: '"x":[%s[]]' % ("[]," * min(size // 3, 1_000_000)),
    "numbers": lambda size: '"x":[%s1]' % ("1," * (size // 2)),
    "fewer_numbers": lambda size: '"x":[%s1]' % ("1," * min(size // 2, 1_000_000)),
    "escapes": lambda size: '"x":"%s"' % ("\x7f" * size),
    "keys": lambda size: ",".join('"o%x":1' % i for i in range(min(size // 9, 500_000))),
    "escaped_keys": lambda size: ",".join('"\\n%x":1' % (500_000 - i) for i in range(min(size // 11, 500_000))),
    "one_key": lambda size: ",".join(['"x":1'] * min(size // 6, 500_000)),
    "inner_keys": lambda size: '"x":{' + ",".join('"o%x":1' % (500_000 - i) for i in range(min(size // 9, 500_000))) + "}",
    "message": lambda size: '"message":"%s"' % ("\\n" * (size // 2)),
    "functions": lambda size: '"functions":[%s]' % ",".join('{"output_names":["o%x"]}' % i for i in range(min(size // 27, 250_000))),
    "failed": lambda size: '"outputs":{' + ",".join('"o%x":{"n_failed":1,"n_total":2}' % i for i in range(min(size // 40, 14_000))) + "}",
}


def add_heartbeats():
    for name, body in BODIES.items():
        def script(folder, body=body):
            write(folder, "r/run_status.json", '{"status":"failed",%s}' % body((1 << 22) - 100))

        def pipeline(folder, body=body):
            describe(folder, {}, names=["y"])
            write(folder, "r/pipefunc_status.json", '{"status":"failed",%s}' % body((1 << 24) - 100))

        INPUTS["a_heartbeat_of_" + name] = script
        INPUTS["a_pipefunc_heartbeat_of_" + name] = pipeline


add_heartbeats()


@hostile
def links_to_a_big_heartbeat(folder):
    write(folder, "big", '{"status":"running","x":"%s"}' % ("1," * 2_000_000))
    for i in range(60):
        os.makedirs(os.path.join(folder, f"r{i}"))
        os.symlink("../big", os.path.join(folder, f"r{i}/run_status.json"))
        os.link(os.path.join(folder, "big"), os.path.join(folder, f"r{i}/other"))
    os.makedirs(os.path.join(folder, "r"))
    os.link(os.path.join(folder, "big"), os.path.join(folder, "r/run_status.json"))
    for i in range(60):
        os.makedirs(os.path.join(folder, f"s{i}"))
        os.link(os.path.join(folder, "big"), os.path.join(folder, f"s{i}/run_status.json"))


def linked(folder, contents):
    """Sixty runs with the same heartbeat."""
    write(folder, "big", contents)
    for i in range(60):
        os.makedirs(os.path.join(folder, f"r{i or ''}"))
        os.link(os.path.join(folder, "big"), os.path.join(folder, f"r{i or ''}/run_status.json"))


@hostile
def links_to_a_heartbeat_of_numbers(folder):
    linked(folder, '{"status":"running","x":[%s1]}' % ("1," * 2_000_000))


@hostile
def links_to_a_heartbeat_of_outputs(folder):
    outputs = ",".join('"o%d":{"n_total":3}' % i for i in range(14_000))
    linked(folder, '{"status":"running","outputs":{%s}}' % outputs)


@hostile
def links_to_a_heartbeat_with_a_message(folder):
    linked(folder, '{"status":"running","message":"%s"}' % ("m\\n" * 1_300_000))


@hostile
def deep_json(folder):
    deep = "[" * 900 + ",".join(["1"] * 500) + "]" * 900
    write(folder, "r/run_status.json", '{"status":"running","x":[%s]}' % ",".join([deep] * 1_000))


@hostile
def deep_json_950(folder):
    deep = "[" * 950 + "1," * 500_000 + "1" + "]" * 950
    write(folder, "r/run_status.json", '{"status":"running","x":%s}' % deep)


@hostile
def counts_at_their_ends(folder):
    outputs = {}
    for i, first in enumerate(EXTREMES + [1e308, -1e308, 1.5, 0.0, 9.3e18, -9.3e18]):
        for j, second in enumerate(EXTREMES):
            outputs[f"o{i}_{j}"] = {"n_total": first, "n_completed": second, "n_failed": first,
                                    "progress": float(second), "bytes": second, "elapsed_seconds": first}
    write(folder, "r/run_status.json", json.dumps({
        "status": "running", "outputs": outputs, "progress_fraction": 1e308, "updated_at": 2**63 - 1,
        "stale_after_seconds": 1e308, "started_at": -(2**63), "elapsed_seconds": -1e308}))
    for i, first in enumerate(EXTREMES + [1e308, -1e308, 9.3e18]):
        write(folder, f"s{i}/run_status.json", json.dumps({
            "status": "running", "updated_at": first, "started_at": first, "stale_after_seconds": first,
            "heartbeat_interval_seconds": first, "progress_fraction": first, "n_failed": first,
            "outputs": {"a": {"n_total": first, "n_completed": first, "n_failed": first},
                        "b": {"n_total": first, "n_completed": 1, "n_failed": first, "elapsed_seconds": first}}}))
        write(folder, f"p{i}/run_info.json", json.dumps({
            "all_output_names": ["a", "b"], "shapes": {"a": [5]}, "shape_masks": {"a": [True]}, "storage": "dict"}))
        write(folder, f"p{i}/pipefunc_status.json", json.dumps({
            "status": "running", "updated_at": first, "started_at": first, "stale_after_seconds": first,
            "heartbeat_interval_seconds": first,
            "outputs": {"a": {"n_total": first, "n_completed": first, "n_failed": first, "elapsed_seconds": first},
                        "b": {"n_total": first, "n_completed": 1, "n_failed": first, "started_at": first}},
            "functions": [{"name": "f", "output_names": ["a"], "n_total": first, "elapsed_seconds": first}]}))


@hostile
def counts_of_a_task_at_their_ends(folder):
    for i, first in enumerate(EXTREMES + [1e308, -1e308, 9.3e18]):
        task = {"state": 3, "name": "n", "startTime": first, "endTime": first, "completed": False,
                "totalCount": first, "completedCount": first, "failedCount": first, "totalSize": first,
                "completedSize": first, "failedSize": first, "rateCount": first, "rateSize": first,
                "exitCode": first, "debuggerAttached": False, "status": "s", "warnings": [], "errors": [],
                "currentObject": "", "currentSize": first, "metrics": {"cpu_percent": first}, "tokens": {"total": first},
                "pipeflow": {"totalPipes": first, "byPipe": {"0": ["a"]}}}
        write(folder, f"r{i}/task_status.json", json.dumps(task))
        write(folder, f"s{i}/task_status.json", json.dumps({"body": task, "event": "apaevt_status_update"}))
    write(folder, "r/task_status.json", json.dumps(task))


# MARK: PETsARD


@hostile
def a_shared_petsard_state(folder):
    before = fields(**{f"k{i}": text("v" * 10) for i in range(1_500)}) + keep(0)
    snap = stated(instance(name("petsard.status", "ExecutionSnapshot")), entry(0))
    write(folder, "r/status_state.pkl", pickle(
        before + fields(sequence=list_of([text("Loader")]), snapshots=list_of([snap] * 1_500))))


@hostile
def a_shared_petsard_state_of_snapshots(folder):
    pairs = [(text(f"k{i}"), b"N") for i in range(14_000)]
    pairs += [(text("snapshot_id"), text("s")), (text("module_name"), text("Loader")),
              (text("experiment_name"), text("e"))]
    before = dictionary(pairs) + keep(0)
    snap = stated(instance(name("petsard.status", "ExecutionSnapshot")), entry(0))
    write(folder, "r/status_state.pkl", pickle(
        before + fields(sequence=list_of([text("Loader")]), snapshots=list_of([snap] * 2_000))))


@hostile
def petsard_timings_that_share_a_context(folder):
    before = dictionary([(text(f"k{i}"), b"N") for i in range(5_000)]) + keep(0)
    one = dictionary([(text("record_id"), text("i")), (text("module_name"), text("L")), (text("context"), entry(0))])
    write(folder, "r/status_state.pkl", pickle(before + fields(timing_records=list_of([one] * 3_000))))


@hostile
def petsard_keys_shared(folder):
    """Names of fields that are long and shared."""
    before = text("k" * 100_000) + keep(0)
    pairs = b"}(" + (entry(0) + b"N") * 10_000 + b"u"
    write(folder, "r/status_state.pkl", pickle(
        before + pairs + keep(1) + fields(snapshots=list_of([entry(1)] * 1_000), status=entry(1), metadata=entry(1),
                                          sequence=list_of([entry(0)] * 10_000))))


@hostile
def snapshots_that_share_schemas(folder):
    before = text("x" * 5_000) + keep(0)
    before += fields(**{f"c{i}": entry(0) for i in range(100)}) + keep(1)
    for level in range(3):
        before += list_of([entry(level + 1)] * 30) + keep(level + 2)
    one = lambda i: fields(snapshot_id=text(f"s{i}"), module_name=text("Loader"), experiment_name=text("e"),
                           metadata_before=entry(4), metadata_after=entry(4))
    change = lambda i: fields(change_id=text(f"s{i}"), module_name=text("Loader"), diff=entry(4), module=text("Loader"))
    write(folder, "r/status_state.pkl", pickle(
        before + fields(snapshots=list_of([one(i) for i in range(100)]), change_records=list_of([change(i) for i in range(100)]))))


def log_line(number, module, function, text):
    moment = f"2026-11-21 {8 + number // 3_600_000:02}:{number // 60_000 % 60:02}:{number // 1_000 % 60:02},{number % 1_000:03}"
    return f"{moment} - {module:<20} - {function:<30} - INFO     - {text}\n"


def petsard_log(folder, lines):
    write(folder, "r/PETsARD_2026-11-21_08-00-07.log",
          log_line(0, "Executor", "run", "Starting PETsARD execution workflow") + "".join(lines))


@hostile
def a_petsard_log_of_many_steps(folder):
    petsard_log(folder, (log_line(i, "Executor", "run", f"Executing Loader with p{i}") for i in range(120_000)))


@hostile
def a_petsard_log_of_many_snapshots(folder):
    petsard_log(folder, (log_line(i, "Status", "put", f"Status updated: Loader[p{i}] - Snapshot count: {i}") for i in range(120_000)))


@hostile
def a_petsard_log_of_many_workflows(folder):
    petsard_log(folder, (log_line(i, "Executor", "run", "Starting PETsARD execution workflow") for i in range(120_000)))


@hostile
def a_petsard_log_of_adapters(folder):
    petsard_log(folder, (
        log_line(i, "LoaderAdapter", "run", "Starting LoaderAdapter execution")
        + log_line(i, "LoaderAdapter", "run", "Completed LoaderAdapter execution (elapsed: 0:00:00)")
        for i in range(60_000)))


@hostile
def a_petsard_log_of_errors(folder):
    petsard_log(folder, (
        log_line(i, "Executor", "run", f"Executing Loader with p{i}")
        + log_line(i, "Executor", "run", "x").replace("INFO ", "ERROR") + "Traceback (most recent call last):\n" + "  x\n" * 10
        for i in range(50_000)))


@hostile
def a_petsard_log_of_short_lines(folder):
    petsard_log(folder, ["\n" * 14_000_000])


@hostile
def an_event_log_of_states(folder):
    head = '{"timestamp": "2026-11-21T07:46:13.113596", "event_type": "LOG_INIT", "message": "m", "event_types": "ALL"}\n'
    event = '{"iso_timestamp": "2026-11-21T07:46:15.116585", "event": {"event": "apaevt_status_update", "body": {"state": %d, "name": "n", "errors": ["a*`b*`c"]}}}\n'
    write(folder, "r/events.log", head + "".join(event % (i % 7) for i in range(100_000)))


# MARK: Zarr


def zstd_blocks(pattern, repeats):
    """A zstd frame of one raw block and run-length blocks: a few bytes that unpack to many."""
    total = len(pattern) + sum(count for _, count in repeats)
    frame = b"\x28\xb5\x2f\xfd" + bytes([0xE0]) + struct.pack("<Q", total)
    blocks = []
    if pattern:
        blocks.append((0, len(pattern), pattern))
    for byte, count in repeats:
        while count:
            part = min(count, 128 << 10)
            blocks.append((1, part, bytes([byte])))
            count -= part
    for i, (kind, size, data) in enumerate(blocks):
        frame += struct.pack("<I", (size << 3) | (kind << 1) | (i == len(blocks) - 1))[:3] + data
    return frame


def zarr_run(folder, chunks, shape=None, mask=None):
    describe(folder, {"y": shape or [len(chunks)]}, storage="zarr_file_array", masks={"y": mask or [True]})
    tail = "/0" * (len(mask or [True]) - 1)
    for i, chunk in enumerate(chunks):
        write(folder, f"r/outputs/y/mask/c/{i}", b"x")
        path = f"r/outputs/y/array/c/{i}{tail}"
        if isinstance(chunk, int):
            sparse(folder, path, chunk)
        else:
            write(folder, path, chunk)


@hostile
def a_chunk_of_400000_items(folder):
    count = 400_000
    zarr_run(folder, [zstd_blocks(struct.pack("<I", count), [(0, 4 * count)])])


@hostile
def chunks_of_400000_items(folder):
    count = 400_000
    zarr_run(folder, [zstd_blocks(struct.pack("<I", count), [(0, 4 * count)])] * 20)


@hostile
def a_chunk_of_400000_values(folder):
    count = 400_000
    data = struct.pack("<I", count) + (struct.pack("<I", 4) + pickle(b"N")) * count
    frame = b"\x28\xb5\x2f\xfd" + bytes([0xE0]) + struct.pack("<Q", len(data))
    blocks = [data[i:i + (128 << 10)] for i in range(0, len(data), 128 << 10)]
    for i, block in enumerate(blocks):
        frame += struct.pack("<I", (len(block) << 3) | (i == len(blocks) - 1))[:3] + block
    zarr_run(folder, [frame], shape=[1, count], mask=[True, False])


@hostile
def a_chunk_that_unpacks_to_256_megabytes(folder):
    size = 1 << 28
    zarr_run(folder, [zstd_blocks(struct.pack("<II", 1, size - 8), [(0, size - 8)])] * 3)


@hostile
def sparse_chunks(folder):
    zarr_run(folder, [1 << 28] * 8)


@hostile
def sparse_chunks_of_version_2(folder):
    zarr_run(folder, [])
    describe(folder, {"y": [8]}, storage="zarr_file_array")
    write(folder, "r/outputs/y/array/.zarray", "{}")
    for i in range(8):
        write(folder, f"r/outputs/y/mask/{i}", b"x")
        sparse(folder, f"r/outputs/y/array/{i}", 1 << 28)


# MARK: Big files


@hostile
def sparse_files_of_all_kinds(folder):
    size = LARGEST_FILE
    for storage in ["file_array", "dict"]:
        describe(folder, {"y": [4]}, names=["y", "single"], storage=storage, input_paths={"x": "inputs/x.cloudpickle"})
    for file in ["y/__0__.pickle", "y/__1__.pickle", "y/dict_array.cloudpickle", "single.cloudpickle"]:
        sparse(folder, "r/outputs/" + file, size)
    sparse(folder, "r/inputs/x.cloudpickle", size)
    sparse(folder, "r/pipefunc_status.json", size)
    sparse(folder, "s/run_info.json", size)
    sparse(folder, "t/run_status.json", size)
    sparse(folder, "u/status_state.pkl", size)
    sparse(folder, "v/task_status.json", size)
    write(folder, "w/run_status.json", '{"status":"completed"}')


@hostile
def sparse_files_of_a_file_array(folder):
    describe(folder, {"y": [4]}, storage="file_array")
    for i in range(4):
        sparse(folder, f"r/outputs/y/__{i}__.pickle", LARGEST_FILE)


@hostile
def sparse_values_within_the_limit(folder):
    describe(folder, {"y": [4]}, names=["y", "z"], storage="file_array", errors="raise")
    for i in range(4):
        sparse(folder, f"r/outputs/y/__{i}__.pickle", 1 << 28)
    sparse(folder, "r/outputs/z.cloudpickle", 1 << 28)


@hostile
def a_pickle_of_10_megabytes(folder):
    single(folder, list_of([small(i % 256) + b"N" for i in range(2_000_000)])[: 10 << 20] + b"")
    single(folder, list_of([b"K\x01" * 5_000_000]))


@hostile
def a_pickle_of_empty_lists(folder):
    single(folder, b"](" + b"]" * 10_000_000 + b"e")


@hostile
def a_pickle_of_objects(folder):
    single(folder, name("m", "C") + keep(0) + b"](" + (entry(0) + b")R") * 3_000_000 + b"e")


@hostile
def a_pickle_of_marks(folder):
    single(folder, b"(" * 14_000_000)


@hostile
def a_pickle_of_values_on_the_stack(folder):
    single(folder, b"N" * 14_000_000)


@hostile
def a_pickle_of_memo_entries(folder):
    single(folder, b"N" + b"\x94" * 14_000_000)


@hostile
def a_pickle_of_long_memo_keys(folder):
    single(folder, b"N" + b"".join(b"r" + struct.pack("<I", i * 2_000 + 1) for i in range(2_000_000)))


@hostile
def a_pickle_of_stop_and_go(folder):
    single(folder, b"](" + (b"K\x01" * 40 + b"e(") * 150_000 + b"e")


@hostile
def a_dictionary_of_16_megabytes_of_keys(folder):
    count = 1_500_000
    describe(folder, {"y": [1 << 40]})
    body = b"}(" + b"".join(b"J" + struct.pack("<i", i) + b"\x85N" for i in range(count)) + b"u"
    write(folder, "r/outputs/y/dict_array.cloudpickle", pickle(body))


@hostile
def a_dictionary_of_keys_of_many_dimensions(folder):
    describe(folder, {"y": [1 << 20] * 3})
    body = b"}(" + b"".join(
        b"J" + struct.pack("<i", i >> 8) + b"K" + bytes([i & 255]) + b"K\0\x87N" for i in range(1_300_000)) + b"u"
    write(folder, "r/outputs/y/dict_array.cloudpickle", pickle(body))


@hostile
def a_dictionary_of_128_megabytes_of_keys(folder):
    count = 17_000_000
    describe(folder, {"y": [1 << 40]})
    body = b"}(" + b"".join(b"J" + struct.pack("<i", i) + b"\x85N" for i in range(count)) + b"u"
    write(folder, "r/outputs/y/dict_array.cloudpickle", pickle(body))


@hostile
def a_claimed_shape(folder):
    describe(folder, {"y": [10**9]}, storage="file_array")
    write(folder, "r/outputs/y/__0__.pickle", pickle(b"K\x01"))


@hostile
def a_claimed_shape_of_a_dictionary(folder):
    describe(folder, {"y": [10**6, 10**6]})
    write(folder, "r/outputs/y/dict_array.cloudpickle", pickle(dictionary([(tuple_of(small(1), small(1)), b"N")])))


@hostile
def many_failed_elements(folder):
    elements(folder, error(fields(exception=BOOM)) + keep(0), [entry(0)] * 800_000)


@hostile
def names_of_one_specification(folder):
    names = ", ".join(f"o{i}[i]" for i in range(30_000))
    shapes = ",".join('"s%d,t%d":[1]' % (i, i) for i in range(30_000))
    write(folder, "r/run_info.json",
          '{"mapspecs_as_strings":["x[i] -> %s"],"shapes":{%s},"storage":"file_array"}' % (names, shapes))


@hostile
def keys_of_an_unknown_shape(folder):
    describe(folder, {"y": ["?"] * 64})
    write(folder, "r/outputs/y/dict_array.cloudpickle",
          pickle(b"(" + small(1) * 64 + b"t" + keep(0) + b"}(" + b"h\0N" * 2_000_000 + b"u"))


@hostile
def a_long_key_again_and_again(folder):
    describe(folder, {"y": [10**9]})
    write(folder, "r/outputs/y/dict_array.cloudpickle",
          b"\x80\x02}((" + (b"L" + b"0" * 37 + b"1\n") * 64 + b"tq\x002u(h\x00" + b"2" * 1_999_999 + b"u.")


# MARK: PETsARD


@hostile
def snapshots_of_one_long_list(folder):
    snapshot = fields(snapshot_id=text("s"), module_name=text("Loader"), metadata_before=entry(0), metadata_after=entry(0))
    objects = [stated(instance(name("petsard.status", "ExecutionSnapshot")), entry(2)) for _ in range(2_000)]
    body = b"](" + b"N" * 1_000_000 + b"e" + keep(0) + snapshot + keep(2) + fields(
        sequence=list_of([text("Loader")]), snapshots=list_of(objects))
    write(folder, "r/status_state.pkl", pickle(body))


# MARK: Krixik and RocketRide


@hostile
def a_process_of_16_megabytes(folder):
    modules = ",".join('"m%x":{"status":"x"}' % i for i in range(700_000))
    write(folder, "r/process_status.json",
          '{"status_code":200,"request_id":"r","message":"SUCCESS","pipeline":"p","process_id":"q",'
          '"overall_status":"ongoing","module_status":{%s}}' % modules)


@hostile
def a_task_of_16_megabytes(folder):
    errors = ",".join('"a`b`c"' for i in range(1_700_000))
    write(folder, "r/task_status.json",
          '{"state":3,"name":"n","completed":false,"totalCount":1,"completedCount":0,"failedCount":1,'
          '"errors":[%s],"warnings":[%s]}' % (errors, errors[:8]))


@hostile
def a_task_of_many_pipes(folder):
    pipes = ",".join('"%x":["a","b"]' % i for i in range(600_000))
    write(folder, "r/task_status.json",
          '{"state":3,"name":"n","completed":false,"totalCount":1,"completedCount":0,"failedCount":1,'
          '"errors":[],"warnings":[],"pipeflow":{"totalPipes":3,"byPipe":{%s}}}' % pipes)


# MARK: Metaflow


def packed_artifact(folder, data):
    """A recorded run whose tasks name one more artifact, which is packed."""
    fixtures = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "fixtures", "runs", "metaflow")
    (run,) = [path for path in glob.glob(os.path.join(fixtures, "failed", "DemoFlow", "[0-9]*"))]
    shutil.copytree(run, os.path.join(folder, "r"))
    packed = gzip.compress(data, 9)
    identifier = hashlib.sha1(packed).hexdigest()
    write(folder, f"data/{identifier[:2]}/{identifier}", packed)
    for path in glob.glob(os.path.join(folder, "r", "*", "*", "*.data.json")):
        if "_parameters" in path:
            continue
        with open(path) as file:
            document = json.load(file)
        document.setdefault("objects", {})["big"] = identifier
        with open(path, "w") as file:
            json.dump(document, file)


for _size in [27, 60]:
    for _name, _body in {
        "bytes": lambda size: binary(bytes(size)),
        "text": lambda size: b"X" + struct.pack("<I", size // 2 * 2) + b"\xc3\xa9" * (size // 2),
        "nothing": lambda size: b"](" + b"N" * size + b"e",
        "numbers": lambda size: b"](" + b"K\x01" * (size // 2) + b"e",
        "short_texts": lambda size: b"](" + (text("a" * 40) + b"\x94") * (size // 46) + b"e",
        "tuples": lambda size: b"](" + b"K\x01\x85" * (size // 3) + b"e",
        "memo": lambda size: b"](" + b"N\x94" * (size // 2) + b"e",
    }.items():
        INPUTS[f"an_artifact_of_{_size}_megabytes_of_{_name}"] = (
            lambda folder, size=_size, body=_body: packed_artifact(folder, pickle(body(size << 20))))
