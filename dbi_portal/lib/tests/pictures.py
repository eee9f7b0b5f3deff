"""Photos as phones take them."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base


def jpeg_with_position(size=(640, 480), name="IMG_0001.jpg"):
    """A JPEG whose notes say where it was taken, with what, and which side is up."""
    image = Image.new("RGB", size, "navy")
    exif = image.getexif()
    exif[Base.Make] = "Ponsel Contoh"
    exif[Base.Orientation] = 6
    exif.get_ifd(IFD.GPSInfo).update(
        {GPS.GPSLatitudeRef: "S", GPS.GPSLatitude: (6.0, 14.0, 0.0), GPS.GPSLongitudeRef: "E"}
    )
    return _upload(image, name, "JPEG", exif=exif, comment=b"-6.2333, 106.9924")


def png(size=(20, 20), name="tangkapan.png", mode="RGBA", **options):
    return _upload(Image.new(mode, size), name, "PNG", **options)


def _upload(image, name, kind, **options):
    out = BytesIO()
    image.save(out, kind, **options)
    return SimpleUploadedFile(name, out.getvalue(), content_type=f"image/{kind.lower()}")
